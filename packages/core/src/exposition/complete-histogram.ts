import { goParseFloat } from '../go/index.ts';
import type { LabelSet } from '../labels/index.ts';
import type { FamilySample, MetricFamily } from './metric-family.ts';
import { formatBound } from './numbers.ts';

/** The parts of one histogram. */
interface Parts {
  readonly labels: LabelSet;
  readonly buckets: Map<number, number>;
  sum?: FamilySample;
  count?: FamilySample;
}

/**
 * A histogram family in which every histogram has all buckets, in their order, then sum and count.
 *
 * Programs leave out buckets that nothing fell into yet. Such a bucket would begin with its first
 * hit, which a rate then does not see; here it is there with the number of the bucket below it, 0
 * if there is none. Programs also count while they are read: the bucket `+Inf` and the count, which
 * are the same by definition, both get the larger of the two.
 *
 * @param bounds what buckets there are beside those that are seen
 */
export function completeHistogram(
  family: MetricFamily,
  bounds: readonly number[] = [],
): MetricFamily {
  const histograms = partsOf(family);
  const known = new Set([...bounds, Number.POSITIVE_INFINITY]);
  for (const { buckets } of histograms) for (const bound of buckets.keys()) known.add(bound);
  const sorted = [...known].sort((one, other) => one - other);
  return { ...family, samples: histograms.flatMap((parts) => complete(family, parts, sorted)) };
}

function partsOf({ name, samples }: MetricFamily): readonly Parts[] {
  const histograms = new Map<string, Parts>();
  for (const sample of samples) {
    const { le, ...labels } = sample.labels;
    const key = JSON.stringify(Object.entries(labels).sort());
    const parts: Parts = histograms.get(key) ?? { labels, buckets: new Map() };
    histograms.set(key, parts);
    if (sample.name === `${name}_sum`) parts.sum = sample;
    else if (sample.name === `${name}_count`) parts.count = sample;
    else if (sample.name === `${name}_bucket` && le !== undefined) {
      const bound = goParseFloat(le);
      if (bound !== undefined && !Number.isNaN(bound)) parts.buckets.set(bound, sample.value);
    }
  }
  return [...histograms.values()];
}

function complete(
  { name }: MetricFamily,
  { labels, buckets, sum, count }: Parts,
  bounds: readonly number[],
): readonly FamilySample[] {
  const samples: FamilySample[] = [];
  const total = Math.max(buckets.get(Number.POSITIVE_INFINITY) ?? 0, count?.value ?? 0);
  let below = 0;
  for (const bound of bounds) {
    below = bound === Number.POSITIVE_INFINITY ? total : (buckets.get(bound) ?? below);
    const le = formatBound(bound);
    samples.push({ name: `${name}_bucket`, labels: { ...labels, le }, value: below });
  }
  if (sum !== undefined) samples.push(sum);
  samples.push({ name: `${name}_count`, labels, value: total });
  return samples;
}
