import type { Adapter } from './compile.ts';
import { formatGroupResource, type GroupResource, isSameResource } from './kinds/group-resource.ts';
import type { ListedMetric } from './registry/registry.ts';
import type { AdapterRule } from './rules/adapter-rule.ts';
import type { MetricRule } from './rules/metric-rule.ts';
import { NoLabelError } from './rules/resource-labels.ts';
import { seriesNamed } from './rules/series-named.ts';

/** Which rule answers for a metric, as far as the configuration alone tells. */
export type StaticAnswer =
  | { readonly kind: 'rule'; readonly rule: MetricRule; readonly series: string }
  /** Only the series that exist can tell. */
  | { readonly kind: 'needs-listing'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Finds the rule for a metric of a resource without asking Prometheus which series exist. That
 * works where a rule's configuration fixes the name of the metric and, if its query uses it, of the
 * series. Of several such rules the last counts, as in the registry; an explicit one before all.
 */
export function resolveStatically(
  adapter: Pick<Adapter, 'custom'>,
  metric: string,
  resource: GroupResource,
  explicit: readonly ListedMetric[] = [],
): StaticAnswer {
  const own = explicit.find(
    (listed) => listed.metric === metric && isSameResource(listed.resource, resource),
  );
  if (own !== undefined) return { kind: 'rule', rule: own.rule, series: own.series };
  let open: StaticAnswer | undefined;
  for (const rule of adapter.custom.toReversed()) {
    if (rule === undefined) continue;
    const found = answerOf(rule, metric, resource);
    if (found?.kind === 'rule') return found;
    open ??= found;
  }
  return (
    open ?? {
      kind: 'unknown',
      reason: `no rule makes a metric ${metric} of ${formatGroupResource(resource)}`,
    }
  );
}

/** The same for a metric that is of no object. */
export function resolveExternalStatically(
  adapter: Pick<Adapter, 'external'>,
  metric: string,
): StaticAnswer {
  let open: StaticAnswer | undefined;
  for (const rule of adapter.external.toReversed()) {
    const found = rule === undefined ? undefined : namedBy(rule, metric);
    if (found?.kind === 'rule') return found;
    open ??= found;
  }
  return open ?? { kind: 'unknown', reason: `no rule makes an external metric ${metric}` };
}

function answerOf(
  rule: AdapterRule,
  metric: string,
  resource: GroupResource,
): StaticAnswer | undefined {
  return canDescribe(rule, resource) ? namedBy(rule, metric) : undefined;
}

/** What a rule is to the name of a metric, whatever it is of. */
function namedBy(rule: AdapterRule, metric: string): StaticAnswer | undefined {
  const series = seriesNamed(rule.config.seriesQuery);
  const name = series === undefined ? rule.names.fixed : nameOf(rule, series);
  if (name === undefined) {
    if (series !== undefined) return undefined;
    const reason = `the rule for ${rule.config.seriesQuery} takes its names from the series`;
    return { kind: 'needs-listing', reason };
  }
  if (name !== metric) return undefined;
  if (series === undefined && rule.usesSeries) {
    const reason = `the query of ${metric} uses .Series, and its seriesQuery names no single one`;
    return { kind: 'needs-listing', reason };
  }
  return { kind: 'rule', rule, series: series ?? '' };
}

function nameOf(rule: AdapterRule, series: string): string | undefined {
  const name = rule.names.of(series);
  return rule.names.takes(series) && name.ok ? name.metric : undefined;
}

function canDescribe(rule: AdapterRule, resource: GroupResource): boolean {
  for (const named of rule.labels.overrides.values()) {
    if (isSameResource(named, resource)) return true;
  }
  if (!rule.labels.hasTemplate) return false;
  try {
    rule.labels.labelOf(resource);
    return true;
  } catch (error) {
    if (error instanceof NoLabelError) return false;
    throw error;
  }
}
