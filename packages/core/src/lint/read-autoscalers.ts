import {
  type Adapter,
  BUILTIN_KINDS,
  type GroupResource,
  resolveStatically,
} from '../adapter/index.ts';
import type { DocumentPath } from '../documents/index.ts';
import {
  type DefaultedHorizontalPodAutoscaler,
  type MetricSpec,
  readHorizontalPodAutoscalerNode,
} from '../hpa/manifest/index.ts';
import { guessResource, parseGroupVersion } from '../names/index.ts';
import { metricNature } from './metric-nature.ts';
import { type PlacedDocument, placeOf } from './place.ts';
import { type QueryFacts, queryFacts } from './query-facts.ts';
import type { Mistake } from './read-queries.ts';
import type { LintedAutoscaler, LintedMetric, LintedQuery } from './subject.ts';

/** What the metrics of autoscalers are read with. */
export interface KnownQueries {
  readonly adapters: readonly Adapter[];
  readonly queries: readonly LintedQuery[];
}

/** Reads a HorizontalPodAutoscaler; what the API server would refuse is added to the mistakes. */
export function readAutoscaler(
  source: PlacedDocument,
  known: KnownQueries,
  mistakes: Mistake[],
): LintedAutoscaler | null {
  const { root } = source.document;
  if (root === undefined) return null;
  const reading = readHorizontalPodAutoscalerNode(root);
  if (!reading.ok) {
    for (const { path, field, message, remedy = '' } of reading.errors) {
      // The place is told already: the API server's text begins with it.
      const told = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
      mistakes.push({ place: placeOf(source, path), message: told, remedy });
    }
    return null;
  }
  const { autoscaler: manifest, findings: dropped } = reading;
  return { source, manifest, dropped, metrics: metricsOf(manifest, known) };
}

function metricsOf(
  { spec }: DefaultedHorizontalPodAutoscaler,
  known: KnownQueries,
): LintedMetric[] {
  return spec.metrics.flatMap((metric, index) => {
    const source = sourceOf(metric);
    if (source === undefined) return [];
    const { member, name, target } = source;
    const path: DocumentPath = ['spec', 'metrics', index, member, 'target'];
    const nature = metricNature(name, queryOf(metric, name, known));
    return [{ type: source.type, name, target, path, nature }];
  });
}

function sourceOf(
  metric: MetricSpec,
): (Pick<LintedMetric, 'type' | 'name' | 'target'> & { readonly member: string }) | undefined {
  switch (metric.type) {
    case 'Object': {
      const { metric: identifier, target } = metric.object;
      return { type: metric.type, member: 'object', name: identifier.name, target };
    }
    case 'Pods': {
      const { metric: identifier, target } = metric.pods;
      return { type: metric.type, member: 'pods', name: identifier.name, target };
    }
    case 'External': {
      const { metric: identifier, target } = metric.external;
      return { type: metric.type, member: 'external', name: identifier.name, target };
    }
    default:
      return undefined;
  }
}

function queryOf(
  metric: MetricSpec,
  name: string,
  { adapters, queries }: KnownQueries,
): QueryFacts | undefined {
  if (metric.type === 'External') {
    return queries.find((query) => query.api === 'external' && query.name === name)?.facts;
  }
  const resource = resourceOf(metric);
  for (const adapter of adapters.toReversed()) {
    const found = resolveStatically(adapter, name, resource);
    if (found.kind !== 'rule') continue;
    const written = adapter.custom.find((rule) => rule === found.rule)?.config.metricsQuery;
    return written === undefined ? undefined : queryFacts(written);
  }
  return undefined;
}

function resourceOf(metric: MetricSpec): GroupResource {
  if (metric.type !== 'Object') return { group: '', resource: 'pods' };
  const { apiVersion = '', kind } = metric.object.describedObject;
  const { group } = parseGroupVersion(apiVersion);
  return {
    group,
    resource: BUILTIN_KINDS.ofKind(group, kind)?.resource ?? guessResource(kind).plural,
  };
}
