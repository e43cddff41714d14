/** A classic histogram's bucket: how many observations are not above the bound. */
export interface Bucket {
  readonly bound: number;
  count: number;
}

/** Differences below this share are rounding, not observations. */
const ROUNDING = 1e-12;
const SMALLEST_NORMAL = 2 ** -1022;

/** Sorted by bound, those with equal bounds as one. */
function mergedBuckets(buckets: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = [];
  for (const { bound, count } of buckets.toSorted((one, other) => order(one.bound, other.bound))) {
    const last = merged.at(-1);
    if (last?.bound === bound) last.count += count;
    else merged.push({ bound, count });
  }
  return merged;
}

function order(one: number, other: number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * The quantile of a histogram, in proportion within a bucket; the first one starts at 0, in the last
 * one (+Inf) it is the highest finite bound. Counts that fall from bucket to bucket are lifted.
 * NaN without the bucket +Inf, with fewer than two or without an observation; infinite outside 0 … 1.
 */
export function bucketQuantile(q: number, given: readonly Bucket[]): number {
  if (Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const buckets = mergedBuckets(given);
  const last = buckets.at(-1);
  if (last?.bound !== Number.POSITIVE_INFINITY) return Number.NaN;
  makeMonotonic(buckets);
  const highest = buckets.at(-2);
  if (highest === undefined || last.count === 0) return Number.NaN;
  const rank = q * last.count;
  const place = firstReaching(buckets, rank);
  const bucket = buckets[place];
  if (bucket === undefined || bucket === last) return highest.bound;
  const below = buckets[place - 1];
  if (below === undefined) {
    return bucket.bound <= 0 ? bucket.bound : bucket.bound * (rank / bucket.count);
  }
  const share = (rank - below.count) / (bucket.count - below.count);
  return below.bound + (bucket.bound - below.bound) * share;
}

/** Where the first bucket before the last stands whose count reaches the rank, by bisection. */
function firstReaching(buckets: readonly Bucket[], rank: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle]?.count ?? 0) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

function makeMonotonic(buckets: Bucket[]): void {
  let previous = buckets[0]?.count ?? 0;
  for (const bucket of buckets.slice(1)) {
    if (bucket.count === previous) continue;
    if (isRounding(previous, bucket.count) || bucket.count < previous) bucket.count = previous;
    else previous = bucket.count;
  }
}

function isRounding(one: number, other: number): boolean {
  if (Number.isNaN(one) && Number.isNaN(other)) return true;
  const sum = Math.abs(one) + Math.abs(other);
  const difference = Math.abs(one - other);
  if (one === 0 || other === 0 || sum < SMALLEST_NORMAL) {
    return difference < ROUNDING * SMALLEST_NORMAL;
  }
  return difference / Math.min(sum, Number.MAX_VALUE) < ROUNDING;
}

/**
 * The share of observations between two values, in proportion within a bucket; what is in a bucket
 * without end counts for its finite border.
 */
export function bucketFraction(lower: number, upper: number, given: readonly Bucket[]): number {
  const buckets = mergedBuckets(given);
  const last = buckets.at(-1);
  if (last?.bound !== Number.POSITIVE_INFINITY || last.count === 0) return Number.NaN;
  if (Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  const below = Math.min(rankOf(lower, buckets, last.count), last.count);
  const above = Math.min(rankOf(upper, buckets, last.count), last.count);
  return (above - below) / last.count;
}

/** How many observations are below a value. */
function rankOf(value: number, buckets: readonly Bucket[], all: number): number {
  let rank = 0;
  let start = (buckets[0]?.bound ?? 0) <= 0 ? Number.NEGATIVE_INFINITY : 0;
  for (const { bound, count } of buckets) {
    if (start >= value) return rank;
    if (bound > value) {
      if (start === Number.NEGATIVE_INFINITY) return count;
      return rank + ((count - rank) * (value - start)) / (bound - start);
    }
    rank = count;
    start = bound;
  }
  return all;
}
