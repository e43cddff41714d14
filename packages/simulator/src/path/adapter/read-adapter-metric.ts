import {
  type ApiAnswer,
  answerRoute,
  BUILTIN_KINDS,
  formatGroupResource,
  formatSelector,
  guessResource,
  type MetricIdentifier,
  type MetricSpec,
  type MetricsRoute,
  type MetricsService,
  type MetricsStep,
  type Milli,
  parseGroupVersion,
  parseInstant,
  parseMilli,
  type Reading,
  readLabelSelector,
} from '@flyball/core';
import type { QueryRunner } from '../query/index.ts';

/** A metric of a policy that the adapter answers for, as the controller asks for it. */
export interface AdapterMetric {
  readonly spec: Extract<MetricSpec, { type: 'Object' | 'Pods' | 'External' }>;
  /** The namespace of the policy. */
  readonly namespace: string;
  /** The selector of the pods, as text, and the names of those there are; for `Pods`. */
  readonly selector: string;
  readonly podNames: readonly string[];
}

/** Goes through the steps of the request, and reads the answer as the controller's client does. */
export function readAdapterMetric(
  metric: AdapterMetric,
  service: MetricsService,
  prometheus: QueryRunner,
  at: number,
): Reading {
  let step: MetricsStep | undefined = answerRoute(routeOf(metric), service);
  if (step?.kind === 'list') step = step.next({ ok: true, names: metric.podNames });
  if (step === undefined) return missing('NotFound', 'no such metrics API is served');
  if (step.kind === 'list') throw new Error('the answer to a list is no other list');
  const answer =
    step.kind === 'answer'
      ? step.answer
      : step.next(
          step.queries.map((query) => prometheus.run(query, at)),
          at,
        );
  return readingOf(metric.spec.type, answer);
}

function routeOf({ spec, namespace, selector }: AdapterMetric): MetricsRoute {
  switch (spec.type) {
    case 'External': {
      const { name: metric } = spec.external.metric;
      const parameters = selectorParameter('labelSelector', spec.external.metric);
      return { kind: 'external', version: 'v1beta1', namespace, metric, parameters };
    }
    case 'Pods': {
      const { name: metric } = spec.pods.metric;
      const parameters = new Map([
        ['labelSelector', [selector]],
        ...selectorParameter('metricLabelSelector', spec.pods.metric),
      ]);
      return {
        kind: 'custom',
        version: 'v1beta2',
        namespace,
        resource: 'pods',
        name: '*',
        metric,
        parameters,
      };
    }
    case 'Object': {
      const { describedObject, metric } = spec.object;
      const { group } = parseGroupVersion(describedObject.apiVersion ?? '');
      const row = BUILTIN_KINDS.ofKind(group, describedObject.kind);
      const resource = row?.resource ?? guessResource(describedObject.kind).plural;
      return {
        kind: 'custom',
        version: 'v1beta2',
        namespace,
        resource: formatGroupResource({ group, resource }),
        name: describedObject.name,
        metric: metric.name,
        parameters: selectorParameter('metricLabelSelector', metric),
      };
    }
  }
}

function selectorParameter(
  parameter: string,
  { selector }: MetricIdentifier,
): ReadonlyMap<string, readonly string[]> {
  if (selector === undefined) return new Map();
  return new Map([[parameter, [formatSelector(readLabelSelector(selector))]]]);
}

/** The members of the API's lists that the controller looks at. */
interface Item {
  readonly value: string;
  readonly timestamp: string | null;
  readonly windowSeconds?: number;
  readonly describedObject?: { readonly name: string };
}

function readingOf(type: AdapterMetric['spec']['type'], { status, body }: ApiAnswer): Reading {
  if (status !== 200) {
    const { reason = '', message = '' } = body as { reason?: string; message?: string };
    return missing(reason, message);
  }
  const { items } = body as { readonly items: readonly Item[] };
  const [first] = items;
  const api = type === 'External' ? 'external' : 'custom';
  if (first === undefined) return missing('', `no metrics returned from ${api} metrics API`);
  switch (type) {
    case 'Object':
      return { value: milliOf(first), ...instantOf(first) };
    case 'External':
      return { values: items.map(milliOf), ...instantOf(first) };
    case 'Pods':
      return {
        pods: Object.fromEntries(
          items.map((item) => [
            item.describedObject?.name ?? '',
            {
              value: milliOf(item),
              ...instantOf(item),
              window: (item.windowSeconds ?? 60) * 1000,
            },
          ]),
        ),
      };
  }
}

function milliOf({ value }: Item): Milli {
  const milli = parseMilli(value);
  return typeof milli === 'bigint' ? milli.toString() : milli;
}

function instantOf({ timestamp }: Item): { readonly at?: number } {
  return timestamp === null ? {} : { at: parseInstant(timestamp) };
}

function missing(reason: string, message: string): Reading {
  return { error: { ...(reason === '' ? {} : { reason }), message } };
}
