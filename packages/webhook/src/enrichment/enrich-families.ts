import type { LabelSet, MetricFamily, MetricType } from '@flyball/core';
import type { EnrichedMetric, EnrichmentConfig } from '../config/index.ts';
import type { CounterReading, RunningTotals } from './running-totals.ts';
import { type Catalogue, type KubernetesObject, resolveService } from './service-names.ts';

/** A family as one gateway contributes to it. */
export interface EnrichedFamily extends MetricFamily {
  readonly bounds: readonly number[];
}

/** What became of one scrape. */
export interface Enriched {
  readonly families: readonly EnrichedFamily[];
  /** Names that no mapping knows; their series are not shown. */
  readonly unmapped: ReadonlySet<string>;
}

type Named = Pick<MetricFamily['samples'][number], 'name' | 'labels'>;

/** Names of gateway services in the metrics that are shown. */
export function serviceNames(
  scraped: readonly MetricFamily[],
  metrics: readonly EnrichedMetric[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { family, metric } of shownFamilies(scraped, metrics)) {
    for (const { labels } of family.samples) {
      const name = labels[metric.serviceLabel] ?? '';
      if (name !== '') names.add(name);
    }
  }
  return names;
}

/** The families that are shown of a scrape, with the labels of Kubernetes in place of the gateway's. */
export function enrichFamilies(
  scraped: readonly MetricFamily[],
  dataplaneUrl: string,
  { metrics, mapping, services, keep }: EnrichmentConfig,
  catalogue: Catalogue,
  totals: RunningTotals,
): Enriched {
  const unmapped = new Set<string>();
  const objects = new Map<string, KubernetesObject | undefined>();
  const objectOf = (name: string): KubernetesObject | undefined => {
    if (!objects.has(name)) objects.set(name, resolveService(name, mapping, catalogue));
    const found = objects.get(name);
    if (found === undefined) unmapped.add(name);
    return found;
  };

  const readings: CounterReading[] = [];
  const outputs = new Map<string, Named>();
  const gauges = new Map<string, number>();
  const drafts: { family: MetricFamily; metric: EnrichedMetric; keys: Set<string> }[] = [];
  for (const { family, metric } of shownFamilies(scraped, metrics)) {
    const keys = new Set<string>();
    drafts.push({ family, metric, keys });
    const counts = isCounted(family.type);
    for (const { name, labels, value } of family.samples) {
      const object = objectOfSample(labels, metric, objectOf);
      if (object === undefined || Number.isNaN(value)) continue;
      if (!isWanted(object, family.name, services)) continue;
      // Quantiles of several routes make no quantile of their service.
      if (family.type === 'summary' && name === family.name) continue;
      const kept = { ...objectLabels(object, dataplaneUrl), ...keptOf(labels, metric, keep) };
      const output = keyOf(name, kept);
      outputs.set(output, { name, labels: kept });
      keys.add(output);
      if (!counts) gauges.set(output, (gauges.get(output) ?? 0) + value);
      else {
        const { le: _, ...group } = labels;
        const input = keyOf(name, labels);
        readings.push({ group: keyOf(family.name, group), input, output, value });
      }
    }
  }
  const values = new Map([...totals.take(readings), ...gauges]);
  const families = drafts.map(({ family: { name, type, help }, metric, keys }) => ({
    name,
    type,
    ...(help !== undefined && { help }),
    bounds: metric.bounds,
    samples: [...keys].flatMap((key) => {
      const [named, value] = [outputs.get(key), values.get(key)];
      return named === undefined || value === undefined ? [] : [{ ...named, value }];
    }),
  }));
  return { families, unmapped };
}

function shownFamilies(
  scraped: readonly MetricFamily[],
  metrics: readonly EnrichedMetric[],
): readonly { readonly family: MetricFamily; readonly metric: EnrichedMetric }[] {
  return scraped.flatMap((family) => {
    const metric = metrics.find(({ name }) => name === family.name);
    return metric === undefined ? [] : [{ family, metric }];
  });
}

/** A row without a service, of a route that answers by itself, is nobody's. */
function objectOfSample(
  labels: LabelSet,
  { serviceLabel }: EnrichedMetric,
  objectOf: (name: string) => KubernetesObject | undefined,
): KubernetesObject | undefined {
  const name = labels[serviceLabel] ?? '';
  return name === '' ? undefined : objectOf(name);
}

/** A selection names services; a route over several of them is none. */
function isWanted(
  { kind, namespace, name }: KubernetesObject,
  metric: string,
  services: EnrichmentConfig['services'],
): boolean {
  if (services === null) return true;
  return kind === 'service' && services.get(`${namespace}/${name}`)?.has(metric) === true;
}

function isCounted(type: MetricType): boolean {
  return type === 'counter' || type === 'histogram' || type === 'summary';
}

/**
 * The labels that Kong's operator adds. `service` only for a Service: a rule that maps the label to
 * services must not find a route there.
 */
function objectLabels(object: KubernetesObject, dataplaneUrl: string): LabelSet {
  const { namespace, name, kind, apiVersion } = object;
  return {
    namespace,
    ...(kind === 'service' && { service: name }),
    kubernetes_apiversion: apiVersion,
    kubernetes_kind: kind,
    kubernetes_name: name,
    kubernetes_namespace: namespace,
    dataplane_url: dataplaneUrl,
  };
}

function keptOf(labels: LabelSet, metric: EnrichedMetric, keep: readonly string[]): LabelSet {
  const names = ['le', ...metric.keep, ...keep];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = labels[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function keyOf(name: string, labels: LabelSet): string {
  return JSON.stringify([name, Object.entries(labels).sort()]);
}
