import type { Int64 } from '../../go/index.ts';
import { addWrapping, divideTruncating, lowInt32, multiplyWrapping } from '../arithmetic.ts';
import type { UtilizationMetric } from '../compiled-metric.ts';
import type { Look } from '../look.ts';
import type { Pod, PodsReading } from '../observation.ts';
import { groupPods } from './group-pods.ts';
import { NO_SAMPLES } from './pods-average.ts';
import { type Assumed, sizeForRatio } from './rebalance.ts';
import { requestOf } from './request.ts';
import { traceReading } from './trace-reading.ts';
import { NO_PODS } from './value-target.ts';

interface UtilizationSize {
  readonly replicas: number;
  readonly percent: number;
  readonly average: Int64;
}

/** The text for samples none of whose pods is known, or requests nothing. */
const NO_MATCH = 'no metrics returned matched known pods';

/**
 * The size for a percentage of the requests: `⌈percent / target × pods⌉` outside the band. The
 * percentage is cut to a whole number before the ratio is taken: 99.9 % is 99. Requests of all
 * selected pods must be known, even of those that do not count. Text when it cannot be computed.
 */
export function sizeForUtilization(
  look: Look,
  metric: UtilizationMetric,
  reading: PodsReading,
): UtilizationSize | string {
  const { index, percent: target } = metric;
  const pods = look.pods();
  if (pods.length === 0) return NO_PODS;
  const groups = groupPods(look, index, reading, metric.resource);
  const { counted, values, foreign, missing, unready } = groups;
  const samples = values.length + foreign.length;
  if (samples === 0) return NO_SAMPLES;
  const requests = requestsOf(look, metric, pods);
  if (typeof requests === 'string') return requests;
  let usage: Int64 = 0;
  let requested: Int64 = 0;
  for (let i = 0; i < counted.length; i++) {
    usage = addWrapping(usage, values[i] ?? 0);
    requested = addWrapping(requested, requests.get(counted[i]) ?? 0);
  }
  if (requested === 0) return NO_MATCH;
  const percent = percentOf(usage, requested);
  traceReading(look, metric, sourceOf(metric), 'Utilization', percent);
  const again = (assumed: Assumed, idle: boolean) => {
    let count = samples;
    let allUsage = usage;
    let allRequested = requested;
    if (assumed !== 'nothing') {
      count += missing.length;
      for (const pod of missing) {
        const request = requests.get(pod) ?? 0;
        allRequested = addWrapping(allRequested, request);
        if (assumed === 'target') allUsage = addWrapping(allUsage, share(request, target));
      }
    }
    if (idle) {
      count += unready.length;
      for (const pod of unready) allRequested = addWrapping(allRequested, requests.get(pod) ?? 0);
    }
    if (allRequested === 0) return NO_MATCH;
    return { ratio: percentOf(allUsage, allRequested) / target, samples: count };
  };
  const replicas = sizeForRatio(look, index, { usage: percent, target, groups, again });
  if (typeof replicas === 'string') return replicas;
  return { replicas, percent, average: divideTruncating(usage, counted.length) };
}

function requestsOf(
  { policy }: Look,
  metric: UtilizationMetric,
  pods: readonly Pod[],
): ReadonlyMap<Pod | undefined, Int64> | string {
  const requests = new Map<Pod | undefined, Int64>();
  for (const pod of pods) {
    const request = requestOf(pod, metric, policy.features);
    if (typeof request === 'string') return request;
    requests.set(pod, request);
  }
  return requests;
}

/** The low 32 bits of the whole percentage. */
function percentOf(usage: Int64, requested: Int64): number {
  return lowInt32(divideTruncating(multiplyWrapping(usage, 100), requested));
}

/** What a missing pod is taken to use on the way down: all of its request, or more if targeted. */
function share(request: Int64, target: number): Int64 {
  return divideTruncating(multiplyWrapping(request, Math.max(100, target)), 100);
}

function sourceOf({ container }: UtilizationMetric): 'Resource' | 'ContainerResource' {
  return container === null ? 'Resource' : 'ContainerResource';
}
