import type { ControllerOptions } from '../hpa/index.ts';
import type { DefaultedHorizontalPodAutoscaler, MetricSpec } from '../hpa/manifest/index.ts';
import { isAlertableMetric } from './alertable-metric.ts';
import { bandEdges } from './band-edges.ts';
import { durationOption } from './durations.ts';
import { type AlertingProblem, problemAt } from './problem.ts';
import { type AlertedMetric, readMetric } from './read-metric.ts';
import { readTolerances } from './read-tolerances.ts';
import type { AlertingRule, RuleGroup } from './rule-group.ts';
import { summary } from './summary.ts';
import { escapeTemplate } from './text.ts';
import type { ToleranceBand } from './tolerance-band.ts';

/** Durations in milliseconds. */
export interface AlertRuleOptions extends Pick<ControllerOptions, 'tolerance'> {
  /** How long a value must be outside before the alert fires; 0 by default. */
  readonly for?: number;
  /** How long the alert stays after the value came back or vanished; not at all by default. */
  readonly keepFiringFor?: number;
  /** How often Prometheus evaluates the rules; by default as often as it is configured to. */
  readonly interval?: number;
}

export interface AlertRules {
  /** Absent if no metric can have an alert, or an option is wrong. */
  readonly group?: RuleGroup;
  /** What has no alert, and why. */
  readonly problems: readonly AlertingProblem[];
}

/**
 * Makes the alerts that fire exactly while a metric is where the HorizontalPodAutoscaler would
 * change something: one pair for each metric that `AlertableMetric` describes; the others are
 * named in `problems`.
 *
 * The comparison is exact for every double that the query can return, with the value cut to
 * thousandths as prometheus-adapter cuts it. NaN and no data never fire. Infinities do, and values
 * of 2^63 / 1000 and more, for which prometheus-adapter has no right number. They do not know the
 * size: at 0 replicas the controller has no tolerance, and at a bound nothing is left to change.
 *
 * @param queries the PromQL of each metric, at the place of the metric in `spec.metrics`; an
 *   instant vector of one series, whose labels the alert keeps
 */
export function alertRules(
  autoscaler: DefaultedHorizontalPodAutoscaler,
  queries: readonly (string | undefined)[],
  options: AlertRuleOptions = {},
): AlertRules {
  const problems: AlertingProblem[] = [];
  const { namespace = '', name = '' } = autoscaler.metadata;
  requireName(namespace, 'namespace', problems);
  requireName(name, 'name', problems);
  const timing = readTiming(options, problems);
  const tolerances = readTolerances(autoscaler.spec.behavior, options.tolerance, problems);
  const usable = problems.length === 0;

  const { metrics } = autoscaler.spec;
  const rules = metrics.flatMap((metric, index) => {
    const path = ['spec', 'metrics', index];
    const alerted = readMetric(metric, queries[index], path, problems);
    if (alerted === undefined) return [];
    const labels = { namespace, horizontalpodautoscaler: name, ...metricLabels(metrics, index) };
    const band: ToleranceBand = { ...tolerances, targetMilli: alerted.targetMilli };
    return pair({ ...alerted, band, labels, timing: timing.rule });
  });
  if (!usable || rules.length === 0) return { problems };
  return { group: { name: `flyball/${namespace}/${name}`, ...timing.group, rules }, problems };
}

type RuleTiming = Pick<AlertingRule, 'for' | 'keep_firing_for'>;

interface Pair extends AlertedMetric {
  readonly band: ToleranceBand;
  readonly labels: Readonly<Record<string, string>>;
  readonly timing: RuleTiming;
}

// A template literal writes a double so that PromQL reads the same one, to the last bit.
function pair({ metric, query, band, labels, timing }: Pair): readonly AlertingRule[] {
  const { above, below } = bandEdges(band);
  // A comment at the end of a query would swallow the bracket.
  const operand = query.includes('#') ? `(${query}\n)` : `(${query})`;
  return [
    {
      alert: 'FlyballAboveTarget',
      expr: `${operand} >= ${above}`,
      ...timing,
      labels,
      annotations: { summary: summary(metric, 'above', band.scaleUp) },
    },
    {
      alert: 'FlyballBelowTarget',
      expr: `${operand} < ${below}`,
      ...timing,
      labels,
      annotations: { summary: summary(metric, 'below', band.scaleDown) },
    },
  ];
}

/** What tells the alerts of one autoscaler apart: alerts with the same labels would be one. */
function metricLabels(metrics: readonly MetricSpec[], index: number): Record<string, string> {
  const names = metrics.map((metric) =>
    isAlertableMetric(metric) ? metric.object.metric.name : undefined,
  );
  const name = names[index] ?? '';
  const unique = names.indexOf(name) === names.lastIndexOf(name);
  return { metric: escapeTemplate(name), ...(unique ? {} : { metric_index: `${index}` }) };
}

function requireName(text: string, field: 'namespace' | 'name', problems: AlertingProblem[]): void {
  if (text !== '') return;
  const message = `the HorizontalPodAutoscaler has no ${field}, by which its alerts are told apart`;
  const path = ['metadata', field];
  problems.push(problemAt(path, 'missing-name', message, `set metadata.${field}`));
}

function readTiming(
  options: AlertRuleOptions,
  problems: AlertingProblem[],
): { readonly rule: RuleTiming; readonly group: Pick<RuleGroup, 'interval'> } {
  const { keepFiringFor, interval } = options;
  const rule: RuleTiming = {
    for: durationOption('for', options.for ?? 0, 0, problems),
    ...(keepFiringFor === undefined
      ? {}
      : { keep_firing_for: durationOption('keepFiringFor', keepFiringFor, 1, problems) }),
  };
  return {
    rule,
    group:
      interval === undefined ? {} : { interval: durationOption('interval', interval, 1, problems) },
  };
}
