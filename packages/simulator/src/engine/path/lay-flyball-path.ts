import {
  type Adapter,
  type AlertingProblem,
  alertRouting,
  alertRules,
  BUILTIN_KINDS,
  type DefaultedHorizontalPodAutoscaler,
  EVERYTHING,
  formatPrometheusDuration,
  guessResource,
  parseGroupVersion,
  readLabelSelector,
  resolveStatically,
} from '@flyball/core';
import {
  AlertmanagerConfig,
  type AlertmanagerConfigFile,
  type Delivery,
  flyballPath,
  type MetricsPath,
  RuleGroup,
} from '../../path/index.ts';
import type { FlyballPathSpec } from '../path-spec.ts';
import { metricSourceOptions, prometheusOptions } from './laid-options.ts';
import type { PathWorld } from './path-world.ts';

/** Seconds. */
const ALERT_INTERVAL = 5;
const RESEND = 60;
const LOOKBACK = 300;

/**
 * Lays the path of Flyball: the alerts that core makes of the policy, beside the user's own rules, and
 * their route. A delivery wakes the policy when an alert in it names the policy, as the webhook has it.
 */
export function layFlyballPath(spec: FlyballPathSpec, world: PathWorld): MetricsPath {
  const { manifest, startsAt, draw } = world;
  const prometheus = prometheusOptions(spec, world);
  // The webhook does not ask what there is: it reads by the configuration alone.
  const listing = { relist: { interval: prometheus.scrapeInterval / 1000 }, maxAge: LOOKBACK };
  const sources = metricSourceOptions({ ...spec, ...listing }, world, 'flyball');
  const { rules = [], resendDelay = RESEND } = spec;
  const own = rules.some((group) => group.rules.some((rule) => 'alert' in rule));
  const made = alertGroup(spec, manifest, sources.adapter, own);
  const options = {
    file: spec.ruleFile ?? world.phases.ruleFile,
    resendDelay: resendDelay * 1000,
    ...(prometheus.lookback !== undefined && { lookback: prometheus.lookback }),
  };
  const { metricsApi: _, ...faults } = prometheus.faults ?? {};
  return flyballPath({
    ...prometheus,
    ...sources,
    faults,
    ruleGroups: [
      ...(prometheus.ruleGroups ?? []),
      ...(made === undefined ? [] : [new RuleGroup(made, options)]),
    ],
    alertmanager: new AlertmanagerConfig(alertmanagerFile(spec)),
    wakes: wakesOnly(manifest),
    draw,
    startedAt: startsAt,
    syncPeriod: (spec.syncPeriod ?? 15) * 1000,
    safetyPeriod: (spec.safetyPeriod ?? 300) * 1000,
    timers: spec.timers ?? true,
  });
}

/** The alerts of the policy. Where none can be made, the user's own have to wake it. */
function alertGroup(
  { alerts = {} }: FlyballPathSpec,
  manifest: DefaultedHorizontalPodAutoscaler,
  adapter: Adapter | undefined,
  own: boolean,
): ReturnType<typeof alertRules>['group'] {
  const { interval = ALERT_INTERVAL, for: hold = 0, keepFiringFor } = alerts;
  const queries = manifest.spec.metrics.map((_, index) => queryOf(manifest, index, adapter));
  const { group, problems } = alertRules(manifest, queries, {
    interval: Math.round(interval * 1000),
    for: Math.round(hold * 1000),
    ...(keepFiringFor !== undefined && { keepFiringFor: Math.round(keepFiringFor * 1000) }),
  });
  if (group === undefined && !own) {
    throw new RangeError(
      `nothing can wake the policy: ${told(problems)}; give the path rules with an alert of your own`,
    );
  }
  return group;
}

function told(problems: readonly AlertingProblem[]): string {
  return problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
}

/** The query of an Object metric, by the adapter's configuration. */
function queryOf(
  manifest: DefaultedHorizontalPodAutoscaler,
  index: number,
  adapter: Adapter | undefined,
): string | undefined {
  const metric = manifest.spec.metrics[index];
  if (metric?.type !== 'Object' || adapter === undefined) return undefined;
  const { describedObject, metric: identifier } = metric.object;
  const { group } = parseGroupVersion(describedObject.apiVersion ?? '');
  const row = BUILTIN_KINDS.ofKind(group, describedObject.kind);
  const resource = { group, resource: row?.resource ?? guessResource(describedObject.kind).plural };
  const found = resolveStatically(adapter, identifier.name, resource);
  if (found.kind !== 'rule') return undefined;
  const { selector } = identifier;
  const query = found.rule.objectQuery({
    series: found.series,
    resource,
    namespace: manifest.metadata.namespace ?? 'default',
    names: [describedObject.name],
    selector: selector === undefined ? EVERYTHING : readLabelSelector(selector),
  });
  return query.ok ? query.query : undefined;
}

function alertmanagerFile({ alertmanager = {} }: FlyballPathSpec): AlertmanagerConfigFile {
  const { groupWait = 0, groupInterval = 5, repeatInterval = 4 } = alertmanager;
  const result = alertRouting({
    url: 'http://flyball.example/api/v1/alerts',
    groupInterval: Math.round(groupInterval * 1000),
    repeatInterval: Math.round(repeatInterval * 1000),
  });
  if (!result.ok) throw new RangeError(told(result.problems));
  const { route, receiver } = result.routing;
  const own = { ...route, group_wait: formatPrometheusDuration(Math.round(groupWait * 1000)) };
  return {
    route: { receiver: 'nobody', routes: [own] },
    receivers: [{ name: 'nobody' }, receiver],
  };
}

function wakesOnly({
  metadata: { namespace = 'default', name = '' },
}: DefaultedHorizontalPodAutoscaler): (delivery: Delivery) => boolean {
  return ({ message }) =>
    message.alerts.some(
      ({ labels }) =>
        labels['namespace'] === namespace && labels['horizontalpodautoscaler'] === name,
    );
}
