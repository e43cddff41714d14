import { formatMilli } from '../../quantity/index.ts';
import { PODS_FAILED } from '../compile-metric.ts';
import type { MetricFailure, PodsMetric } from '../compiled-metric.ts';
import type { Look } from '../look.ts';
import type { SourceError } from '../observation.ts';
import { type Evaluation, fail, propose } from './evaluation.ts';
import { sizeForPodsAverage } from './pods-average.ts';
import { readPods } from './readings.ts';

/** What a Pods metric says: a value of each pod, averaged. */
export function evaluatePods(metric: PodsMetric, look: Look): Evaluation {
  const { index, source } = metric;
  const reading = readPods(look.observation, index);
  if ('error' in reading) {
    const body = `unable to get metric ${source.metric.name}: ${reading.error.message}`;
    return fail(metric, podsFailure(body, reading.error));
  }
  const size = sizeForPodsAverage(look, metric, reading.value, null);
  if (typeof size === 'string') return fail(metric, podsFailure(size, { message: size }));
  const current = { averageValue: formatMilli(size.average) };
  return propose(metric, size.replicas, { type: 'Pods', pods: { metric: source.metric, current } });
}

function podsFailure(body: string, cause: SourceError): MetricFailure {
  const error = `failed to get pods metric value: ${body}`;
  return { reason: PODS_FAILED, body, error, cause };
}
