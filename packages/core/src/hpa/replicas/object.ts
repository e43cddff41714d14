import { formatMilli } from '../../quantity/index.ts';
import { OBJECT_FAILED } from '../compile-metric.ts';
import type { MetricFailure, ObjectMetric } from '../compiled-metric.ts';
import type { Look } from '../look.ts';
import type { CrossVersionObjectReference } from '../manifest/index.ts';
import type { SourceError } from '../observation.ts';
import type { MetricStatus, MetricValueStatus } from '../status.ts';
import { sizeForAverage } from './average-target.ts';
import { type Evaluation, fail, propose } from './evaluation.ts';
import { readValue } from './readings.ts';
import { traceReading } from './trace-reading.ts';
import { sizeForValue } from './value-target.ts';

/** What an Object metric says: one value of one Kubernetes object. */
export function evaluateObject(metric: ObjectMetric, look: Look): Evaluation {
  const { index, milli: target } = metric;
  const reading = readValue(look.observation, index);
  if ('error' in reading) return fail(metric, unreadable(metric, look, reading.error));
  const usage = reading.value;
  traceReading(look, metric, 'Object', metric.target, usage);
  if (metric.target === 'Value') {
    const size = sizeForValue(look, index, usage, target);
    if (typeof size === 'string')
      return fail(metric, objectFailure(metric, size, { message: size }));
    return propose(metric, size, statusOf(metric, { value: formatMilli(usage) }));
  }
  const { replicas, average } = sizeForAverage(look, index, usage, target, false);
  const current = { averageValue: formatMilli(average) };
  return look.policy.features.averageNamesObject
    ? propose(metric, replicas, statusOf(metric, current))
    : propose(metric, replicas, statusOf(metric, current, NO_OBJECT));
}

const NO_OBJECT = { kind: '', name: '' };

function statusOf(
  { source }: ObjectMetric,
  current: MetricValueStatus,
  describedObject: CrossVersionObjectReference = source.describedObject,
): MetricStatus {
  const { metric } = source;
  return { type: 'Object', object: { metric, current, describedObject } };
}

function unreadable(metric: ObjectMetric, look: Look, cause: SourceError): MetricFailure {
  const { metric: id, describedObject } = metric.source;
  const { kind, name } = describedObject;
  const { namespace, features } = look.policy;
  // Up to 1.36 the arguments stand in the wrong places of the text.
  const body = features.newTexts
    ? `unable to get metric ${id.name} on ${kind} ${namespace}/${name}: ${cause.message}`
    : `unable to get metric ${id.name}: ${kind} on ${namespace} ${name}/${cause.message}`;
  return objectFailure(metric, body, cause);
}

function objectFailure(metric: ObjectMetric, body: string, cause: SourceError): MetricFailure {
  const average = metric.target === 'AverageValue';
  const inner = average ? `failed to get ${metric.source.metric.name} object metric: ` : '';
  const error = `failed to get object metric value: ${inner}${body}`;
  return { reason: OBJECT_FAILED, body, error, cause };
}
