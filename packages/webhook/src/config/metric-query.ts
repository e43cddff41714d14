import type { MetricSpec, Reading } from '@flyball/core';
import type { PodUsage, QueryAnswer } from '../ports/index.ts';
import { objectQuery, podsQuery } from './custom-query.ts';
import { externalQuery } from './external-query.ts';
import type { RuleSources } from './rule-sources.ts';
import { usageQuery } from './usage-query.ts';

/** How a metric of a policy is read. */
export type MetricQuery = ValueQuery | PodsQuery | UsageQuery;

interface Named {
  /** The metric's name in the manifest; of a resource its own. */
  readonly name: string;
}

/** A metric of an object or of none: one query, the same at every look. */
export interface ValueQuery extends Named {
  readonly kind: 'value';
  readonly promql: string;
  /** From what Prometheus answered to what `decide` takes: a missing value stays missing. */
  readonly toReading: (answer: QueryAnswer) => Reading;
}

/** A metric of pods: a query for those that there are. */
export interface PodsQuery extends Named {
  readonly kind: 'pods';
  /** Of a pod `<pod>`, to be shown. */
  readonly promql: string;
  readonly promqlFor: (pods: readonly string[]) => string;
  readonly toReading: (answer: QueryAnswer) => Reading;
}

/** What pods or one of their containers use of a resource, as the cluster measures it. */
export interface UsageQuery extends Named {
  readonly kind: 'usage';
  readonly toReading: (usage: readonly PodUsage[]) => Reading;
}

/** Why a metric cannot be read; `field` is the path below its entry of `spec.metrics`. */
export interface UnreadableMetric {
  readonly field: readonly string[];
  readonly message: string;
  readonly remedy: string;
}

/**
 * Finds how an entry of `spec.metrics` is read: by the rules, explicit ones first, or from what the
 * cluster measures. By the configuration alone: which series exist at this moment does not matter.
 *
 * @param namespace of the policy; an object that a metric describes stands in it too
 */
export function metricQuery(
  spec: MetricSpec,
  namespace: string,
  sources: RuleSources,
): MetricQuery | UnreadableMetric {
  switch (spec.type) {
    case 'Object':
      return objectQuery(spec.object, namespace, sources);
    case 'Pods':
      return podsQuery(spec.pods, namespace, sources);
    case 'External':
      return externalQuery(spec.external, namespace, sources);
    case 'Resource':
      return usageQuery(spec.resource.name, null);
    case 'ContainerResource':
      return usageQuery(spec.containerResource.name, spec.containerResource.container);
  }
}
