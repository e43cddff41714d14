import { type Int64, MAX_INT64 } from '../../go/index.ts';
import { formatMilli } from '../../quantity/index.ts';
import { addWrapping } from '../arithmetic.ts';
import { EXTERNAL_FAILED, externalOpening } from '../compile-metric.ts';
import type { ExternalMetric, MetricFailure } from '../compiled-metric.ts';
import type { Features } from '../features.ts';
import type { Look } from '../look.ts';
import type { SourceError } from '../observation.ts';
import type { MetricStatus, MetricValueStatus } from '../status.ts';
import { sizeForAverage } from './average-target.ts';
import { type Evaluation, fail, propose } from './evaluation.ts';
import { readValues } from './readings.ts';
import { traceReading } from './trace-reading.ts';
import { sizeForValue } from './value-target.ts';

/** What an External metric says: values that belong to no object of the cluster, summed. */
export function evaluateExternal(metric: ExternalMetric, look: Look): Evaluation {
  const { index, milli: target, path } = metric;
  const reading = readValues(look.observation, index);
  if ('error' in reading) {
    const body = `unable to get external metric ${path}: ${reading.error.message}`;
    return fail(metric, externalFailure(metric, body, reading.error));
  }
  const { features } = look.policy;
  if (metric.target === 'Value') {
    const usage = sumForValue(reading.value, features);
    traceReading(look, metric, 'External', 'Value', usage);
    const size = sizeForValue(look, index, usage, target);
    if (typeof size === 'string') {
      return fail(metric, externalFailure(metric, size, { message: size }));
    }
    return propose(metric, size, statusOf(metric, { value: formatMilli(usage) }));
  }
  const usage = sumForAverage(reading.value, features);
  traceReading(look, metric, 'External', 'AverageValue', usage);
  const guard = features.externalAverageGuard;
  const { replicas, average } = sizeForAverage(look, index, usage, target, guard);
  // What is taken for an overflow is shown as it is, not divided by the pods.
  const shown = guard && usage === MAX_INT64 ? usage : average;
  return propose(metric, replicas, statusOf(metric, { averageValue: formatMilli(shown) }));
}

/** The sum, which stops at the largest int64 where the version guards it. */
function sumForValue(values: readonly Int64[], { valueGuard }: Features): Int64 {
  let sum: Int64 = 0;
  for (const value of values) {
    const next = addWrapping(sum, value);
    sum = valueGuard && sum >= 0 && value > 0 && next < 0 ? MAX_INT64 : next;
  }
  return sum;
}

/** The sum; guarded, a negative one counts as an overflow and becomes the largest int64. */
function sumForAverage(values: readonly Int64[], { externalAverageGuard }: Features): Int64 {
  let sum: Int64 = 0;
  for (const value of values) {
    sum = addWrapping(sum, value);
    if (externalAverageGuard && sum < 0) return MAX_INT64;
  }
  return sum;
}

function statusOf({ source }: ExternalMetric, current: MetricValueStatus): MetricStatus {
  return { type: 'External', external: { metric: source.metric, current } };
}

function externalFailure(metric: ExternalMetric, body: string, cause: SourceError): MetricFailure {
  const { name } = metric.source.metric;
  const opening = externalOpening(name, metric.target === 'AverageValue');
  const error = `failed to get ${name} external metric value: ${opening}${body}`;
  return { reason: EXTERNAL_FAILED, body, error, cause };
}
