import { type CompiledMetric, type Pod, readMilli } from '../hpa/index.ts';

/** A metric that reads something. */
export type ReadMetric = Exclude<CompiledMetric, { kind: 'Unusable' | 'Fixed' }>;

/** Proposals stay below this, safely within an int32. */
const LARGEST_PROPOSAL = 2_000_000_000;

/** The largest use, of one pod, that a request of a thousandth allows. */
export const LEAST_SHARE: number = LARGEST_PROPOSAL / 100;

/** Sums of samples, and a hundred times them, stay within an int64. */
const LARGEST_SUM = 2 ** 62 / 100;

/**
 * The largest value, in thousandths, from which `count` samples or ready pods make no size that
 * overflows. A percentage is held against requests: see {@link largestShare}.
 */
export function largestValue(metric: ReadMetric, count: number): number {
  const sum = LARGEST_SUM / count;
  if (metric.kind === 'Utilization') return sum;
  return Math.min(sum, Number(metric.milli) * (LARGEST_PROPOSAL / count));
}

/**
 * The largest use of a pod of which the percentage of its request fits. A request of `128m` bytes
 * of memory, where 128Mi was meant, is far beyond it. Infinite where the pod requests nothing.
 */
export function largestShare(
  metric: Extract<ReadMetric, { kind: 'Utilization' }>,
  pod: Pod | undefined,
  count: number,
): number {
  const request = pod === undefined ? 0 : requestOf(metric, pod);
  return request > 0 ? (request * LEAST_SHARE) / count : Number.POSITIVE_INFINITY;
}

/** The least that can count as the pod's request, in thousandths; 0 when it is not known. */
function requestOf(
  { resource, container }: Extract<ReadMetric, { kind: 'Utilization' }>,
  { containers, sidecars = [], podRequests }: Pod,
): number {
  let sum = 0;
  for (const { name, requests } of [...containers, ...sidecars]) {
    if (container === null || name === container) sum += Number(readMilli(requests[resource] ?? 0));
  }
  const whole = container === null ? podRequests?.[resource] : undefined;
  if (whole === undefined) return sum;
  const ofPod = Number(readMilli(whole));
  return sum > 0 ? Math.min(sum, ofPod) : ofPod;
}
