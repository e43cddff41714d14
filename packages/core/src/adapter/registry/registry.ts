import { type GroupResource, isSameResource, isUnnamespaced } from '../kinds/group-resource.ts';
import type { AdapterRule, SeriesLabels } from '../rules/adapter-rule.ts';
import type { MetricRule } from '../rules/metric-rule.ts';

/** A metric that the custom metrics API serves, and what answers for it. */
export interface ListedMetric {
  readonly metric: string;
  readonly resource: GroupResource;
  /** Whether it is found under a namespace. */
  readonly namespaced: boolean;
  readonly rule: MetricRule;
  /** The name of the series that the query asks for. */
  readonly series: string;
}

/** A metric that the external metrics API serves, and what answers for it. */
export type ListedExternalMetric = Pick<ListedMetric, 'metric' | 'rule' | 'series'>;

/** The metrics that one rule makes of the series that exist; of equal ones the last counts. */
export function customMetricsOf(
  rule: AdapterRule,
  series: readonly SeriesLabels[],
): readonly ListedMetric[] {
  const found = new Map<string, ListedMetric>();
  for (const labels of series) {
    if (!rule.takes(labels)) continue;
    const reading = rule.read(labels);
    if (!reading.name.ok) continue;
    for (const resource of reading.resources) {
      const metric: ListedMetric = {
        metric: reading.name.metric,
        resource,
        namespaced: reading.namespaced && !isUnnamespaced(resource),
        rule,
        series: reading.series,
      };
      found.set(keyOf(metric.metric, resource, metric.namespaced), metric);
    }
  }
  return [...found.values()];
}

/** The external metrics that one rule makes of the series that exist. */
export function externalMetricsOf(
  rule: AdapterRule,
  series: readonly SeriesLabels[],
): readonly ListedExternalMetric[] {
  const found = new Map<string, ListedExternalMetric>();
  for (const labels of series) {
    if (!rule.takes(labels)) continue;
    const { name, series: from } = rule.read(labels);
    if (name.ok) found.set(name.metric, { metric: name.metric, rule, series: from });
  }
  return [...found.values()];
}

/** What the custom metrics API serves at a time. Of equal metrics the last one listed counts. */
export class CustomRegistry {
  readonly #metrics: ReadonlyMap<string, ListedMetric>;

  constructor(metrics: Iterable<ListedMetric>) {
    this.#metrics = new Map(
      [...metrics].map((metric) => [
        keyOf(metric.metric, metric.resource, metric.namespaced),
        metric,
      ]),
    );
  }

  /** Every metric, in no promised order. */
  list(): readonly ListedMetric[] {
    return [...this.#metrics.values()];
  }

  find(metric: string, resource: GroupResource, namespaced: boolean): ListedMetric | undefined {
    return this.#metrics.get(keyOf(metric, resource, namespaced));
  }

  /** The resources that have a metric of this name: what to tell who asked for another. */
  resourcesOf(metric: string): readonly GroupResource[] {
    const found: GroupResource[] = [];
    for (const listed of this.#metrics.values()) {
      if (listed.metric !== metric) continue;
      if (!found.some((known) => isSameResource(known, listed.resource))) {
        found.push(listed.resource);
      }
    }
    return found;
  }
}

/** What the external metrics API serves at a time. */
export class ExternalRegistry {
  readonly #metrics: ReadonlyMap<string, ListedExternalMetric>;

  constructor(metrics: Iterable<ListedExternalMetric>) {
    this.#metrics = new Map([...metrics].map((metric) => [metric.metric, metric]));
  }

  /** Every metric, in no promised order. */
  list(): readonly ListedExternalMetric[] {
    return [...this.#metrics.values()];
  }

  find(metric: string): ListedExternalMetric | undefined {
    return this.#metrics.get(metric);
  }
}

function keyOf(metric: string, { group, resource }: GroupResource, namespaced: boolean): string {
  return `${group}/${resource}/${namespaced ? 'namespaced' : 'root'}/${metric}`;
}
