import type { Int64 } from '../../go/index.ts';
import { addWrapping, divideTruncating, multiplyWrapping } from '../arithmetic.ts';
import type { PodsMetric, RawResourceMetric } from '../compiled-metric.ts';
import type { Look } from '../look.ts';
import type { PodsReading } from '../observation.ts';
import type { AverageSize } from './average-target.ts';
import { groupPods } from './group-pods.ts';
import { type Assumed, sizeForRatio } from './rebalance.ts';
import { traceReading } from './trace-reading.ts';
import { NO_PODS } from './value-target.ts';

/** The text for pods that have given nothing to count. */
export const NO_SAMPLES = 'did not receive metrics for targeted pods (pods might be unready)';

/**
 * The size for a plain average over the pods: `⌈average / target × pods⌉` outside the band. The
 * average is cut to whole thousandths before the ratio is taken. Text when it cannot be computed.
 */
export function sizeForPodsAverage(
  look: Look,
  metric: PodsMetric | RawResourceMetric,
  reading: PodsReading,
  resource: string | null,
): AverageSize | string {
  if (look.pods().length === 0) return NO_PODS;
  const { index, milli: target } = metric;
  const groups = groupPods(look, index, reading, resource);
  const { values, foreign, missing, unready } = groups;
  const samples = values.length + foreign.length;
  if (samples === 0) return NO_SAMPLES;
  const sum = sumOf(foreign, sumOf(values, 0));
  const average = divideTruncating(sum, samples);
  traceReading(look, metric, sourceOf(metric), 'AverageValue', average);
  const again = (assumed: Assumed, idle: boolean) => {
    const assumedPods = assumed === 'nothing' ? 0 : missing.length;
    const count = samples + assumedPods + (idle ? unready.length : 0);
    const added = assumed === 'target' ? multiplyWrapping(target, missing.length) : 0;
    const all = divideTruncating(addWrapping(sum, added), count);
    return { ratio: Number(all) / Number(target), samples: count };
  };
  const first = { usage: Number(average), target: Number(target), groups, again };
  const replicas = sizeForRatio(look, index, first);
  return typeof replicas === 'string' ? replicas : { replicas, average };
}

function sumOf(values: readonly Int64[], start: Int64): Int64 {
  let sum = start;
  for (const value of values) sum = addWrapping(sum, value);
  return sum;
}

function sourceOf(
  metric: PodsMetric | RawResourceMetric,
): 'Pods' | 'Resource' | 'ContainerResource' {
  if (metric.kind === 'Pods') return 'Pods';
  return metric.container === null ? 'Resource' : 'ContainerResource';
}
