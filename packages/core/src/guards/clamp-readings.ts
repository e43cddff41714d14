import { type Int64, integer, MAX_INT64, MIN_INT64 } from '../go/index.ts';
import {
  type CompiledMetric,
  type Milli,
  type Pod,
  type PodSample,
  type PodsReading,
  type Reading,
  readMilli,
} from '../hpa/index.ts';
import { formatMilli } from '../quantity/index.ts';
import { LEAST_SHARE, largestShare, largestValue, type ReadMetric } from './largest-value.ts';

/** A reading brought into range. */
export interface Clamped {
  readonly reading: Reading;
  /** Empty when it was in range. */
  readonly message: string;
}

/**
 * Brings a usable reading of `metric` between 0 and the largest value from which a size can be
 * computed without an overflow, which would make the smallest size of the largest value
 * (kubernetes#126892). A negative sum would be taken for an overflow and scale to the maximum
 * (KEDA#7880). A target of no positive thousandths divides by nothing: its metric is missing.
 */
export function clampReading(
  metric: CompiledMetric,
  reading: Reading,
  pods: readonly Pod[],
): Clamped {
  if ('error' in reading || metric.kind === 'Unusable' || metric.kind === 'Fixed') {
    return { reading, message: '' };
  }
  if ((metric.kind === 'Utilization' ? metric.percent : metric.milli) <= 0) {
    const message = `the target of ${metric.name} is not a positive number of thousandths`;
    return { reading: { error: { reason: 'UnusableTarget', message } }, message };
  }
  if ('pods' in reading) return clampSamples(metric, reading, pods);
  const values = 'values' in reading ? reading.values : [reading.value];
  const single = values.length === 1;
  const total = totalOf(values);
  const negative = values.some((value) => (readMilli(value) ?? 0) < 0);
  const bound = bring(total, largestValue(metric, Math.max(1, pods.length)));
  if (bound === total && (single || !negative)) return { reading, message: '' };
  const value = typeof bound === 'number' ? bound : bound.toString();
  const message =
    bound === total
      ? `a negative value of ${metric.name} is subtracted from the others, ${formatMilli(total)} in all`
      : `${formatMilli(total)} of ${metric.name} ${counts(total, bound)}`;
  const at = reading.at === undefined ? {} : { at: reading.at };
  return { reading: { value, ...at }, message };
}

function clampSamples(metric: ReadMetric, reading: PodsReading, pods: readonly Pod[]): Clamped {
  const samples = Object.entries(reading.pods);
  const count = Math.max(1, pods.length, samples.length);
  const largest = largestValue(metric, count);
  let message = '';
  const changed: Record<string, PodSample> = {};
  for (const [name, sample] of samples) {
    const value = readMilli(sample.value);
    if (value === undefined) continue;
    // No request is less than a thousandth, so that small values need no look at it.
    const suspect = metric.kind === 'Utilization' && value > LEAST_SHARE / count;
    const pod = suspect ? pods.find((candidate) => candidate.name === name) : undefined;
    const share = suspect ? largestShare(metric, pod, count) : largest;
    const bound = bring(value, Math.min(largest, share));
    if (bound === value) continue;
    changed[name] = { ...sample, value: typeof bound === 'number' ? bound : bound.toString() };
    message ||= `${formatMilli(value)} of ${metric.name} (${name}) ${counts(value, bound)}`;
  }
  if (message === '') return { reading, message };
  return { reading: { ...reading, pods: { ...reading.pods, ...changed } }, message };
}

function bring(value: Int64, largest: number): Int64 {
  if (value < 0) return 0;
  return value > largest ? integer(BigInt(Math.floor(largest))) : value;
}

function counts(value: Int64, bound: Int64): string {
  return value < 0
    ? 'is negative and counts as 0'
    : `is out of range and counts as ${formatMilli(bound)}`;
}

/** The sum, at most what an int64 holds. */
function totalOf(values: readonly Milli[]): Int64 {
  let sum: Int64 = 0;
  for (const milli of values) {
    const value: Int64 = readMilli(milli) ?? 0;
    if (typeof sum === 'number' && typeof value === 'number' && Number.isSafeInteger(sum + value)) {
      sum += value;
    } else {
      sum = integer(BigInt(sum) + BigInt(value));
    }
  }
  if (sum > MAX_INT64) return MAX_INT64;
  return sum < MIN_INT64 ? MIN_INT64 : sum;
}
