import { type Int64, integer, MAX_INT64, MIN_INT64 } from '../go/index.ts';
import {
  type CompiledMetric,
  type Milli,
  type PodSample,
  type Reading,
  readMilli,
} from '../hpa/index.ts';
import { formatMilli } from '../quantity/index.ts';

/** A reading brought into range. */
export interface Clamped {
  readonly reading: Reading;
  /** Empty when it was in range. */
  readonly message: string;
}

/** Proposals stay below this, safely within an int32. */
const LARGEST_PROPOSAL = 2_000_000_000;

/** Sums of samples, and a hundred times them, stay within an int64. */
const LARGEST_SUM = 2 ** 62 / 100;

/**
 * Brings a usable reading of `metric` between 0 and the largest value from which a size can be
 * computed without an overflow, which would make the smallest size of the largest value
 * (kubernetes#126892). A negative sum would be taken for an overflow and scale to the maximum
 * (KEDA#7880). A target of no positive thousandths divides by nothing: its metric is missing.
 */
export function clampReading(metric: CompiledMetric, reading: Reading, podCount: number): Clamped {
  if ('error' in reading || metric.kind === 'Unusable' || metric.kind === 'Fixed') {
    return { reading, message: '' };
  }
  if (targetOf(metric) <= 0) {
    const message = `the target of ${metric.name} is not a positive number of thousandths`;
    return { reading: { error: { reason: 'UnusableTarget', message } }, message };
  }
  if ('pods' in reading) {
    const { pods } = reading;
    const samples = Math.max(podCount, Object.keys(pods).length);
    return clampPods(metric, reading, largestOf(metric, samples));
  }
  const values = 'values' in reading ? reading.values : [reading.value];
  const single = values.length === 1;
  const total = totalOf(values);
  const negative = values.some((value) => (readMilli(value) ?? 0) < 0);
  const bound = bring(total, largestOf(metric, podCount));
  if (bound === total && (single || !negative)) return { reading, message: '' };
  const value = typeof bound === 'number' ? bound : bound.toString();
  const message =
    bound === total
      ? `a negative value of ${metric.name} is subtracted from the others, ${formatMilli(total)} in all`
      : `${formatMilli(total)} of ${metric.name} ${counts(total, bound)}`;
  const at = reading.at === undefined ? {} : { at: reading.at };
  return { reading: { value, ...at }, message };
}

function clampPods(
  { name }: CompiledMetric,
  reading: Extract<Reading, { pods: unknown }>,
  largest: number,
): Clamped {
  let message = '';
  const changed: Record<string, PodSample> = {};
  for (const [pod, sample] of Object.entries(reading.pods)) {
    const value = readMilli(sample.value);
    if (value === undefined) continue;
    const bound = bring(value, largest);
    if (bound === value) continue;
    changed[pod] = { ...sample, value: typeof bound === 'number' ? bound : bound.toString() };
    if (message === '')
      message = `${formatMilli(value)} of ${name} (${pod}) ${counts(value, bound)}`;
  }
  if (message === '') return { reading, message };
  return { reading: { ...reading, pods: { ...reading.pods, ...changed } }, message };
}

function targetOf(metric: Exclude<CompiledMetric, { kind: 'Unusable' | 'Fixed' }>): Int64 {
  return metric.kind === 'Utilization' ? metric.percent : metric.milli;
}

function largestOf(
  metric: Exclude<CompiledMetric, { kind: 'Unusable' | 'Fixed' }>,
  pods: number,
): number {
  const count = Math.max(1, pods);
  const sum = LARGEST_SUM / count;
  if (metric.kind === 'Utilization') return sum;
  return Math.min(sum, Number(metric.milli) * (LARGEST_PROPOSAL / count));
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
