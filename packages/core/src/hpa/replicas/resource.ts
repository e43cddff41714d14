import type { Int64 } from '../../go/index.ts';
import { formatMilli } from '../../quantity/index.ts';
import { resourceFailure } from '../compile-metric.ts';
import type { RawResourceMetric, UtilizationMetric } from '../compiled-metric.ts';
import type { Look } from '../look.ts';
import type { SourceError } from '../observation.ts';
import type { MetricStatus, MetricValueStatus } from '../status.ts';
import { type Evaluation, type Failed, fail, propose } from './evaluation.ts';
import { sizeForPodsAverage } from './pods-average.ts';
import { readPods } from './readings.ts';
import { sizeForUtilization } from './utilization.ts';

type ResourceMetric = RawResourceMetric | UtilizationMetric;

/** What a Resource or ContainerResource says, against an average or a part of the requests. */
export function evaluateResource(metric: ResourceMetric, look: Look): Evaluation {
  const reading = readPods(look.observation, metric.index);
  if ('error' in reading) {
    const { error } = reading;
    const text = `unable to get metrics for resource ${metric.resource}: ${error.message}`;
    return failed(metric, text, error);
  }
  if (metric.kind === 'Utilization') {
    const size = sizeForUtilization(look, metric, reading.value);
    if (typeof size === 'string') return failed(metric, size, { message: size });
    const averageValue = printAverage(metric, look, size.average);
    const current = { averageUtilization: size.percent, averageValue };
    return propose(metric, size.replicas, statusOf(metric, current));
  }
  const size = sizeForPodsAverage(look, metric, reading.value, metric.resource);
  if (typeof size === 'string') return failed(metric, size, { message: size });
  const averageValue = printAverage(metric, look, size.average);
  return propose(metric, size.replicas, statusOf(metric, { averageValue }));
}

function printAverage({ resource }: ResourceMetric, { policy }: Look, average: Int64): string {
  const binary = resource === 'memory' && policy.features.binaryMemory;
  return formatMilli(average, binary ? 'BinarySI' : 'DecimalSI');
}

function statusOf(
  { resource, container }: ResourceMetric,
  current: MetricValueStatus,
): MetricStatus {
  return container === null
    ? { type: 'Resource', resource: { name: resource, current } }
    : { type: 'ContainerResource', containerResource: { name: resource, container, current } };
}

function failed(metric: ResourceMetric, text: string, cause: SourceError): Failed {
  const what = metric.kind === 'Utilization' ? 'utilization' : 'usage';
  const body = `failed to get ${metric.resource} ${what}: ${text}`;
  return fail(metric, resourceFailure(metric, body, cause));
}
