import { bootstrapInterval, requireInteger, requireSameLength } from '@flyball/core';
import { randomStream } from '../random/index.ts';

/** The difference of a score between two policies under the same random numbers. */
export interface PairedDifference {
  /** Mean of the scores of each. */
  readonly mean: number;
  readonly baselineMean: number;
  /** Mean of `score - baseline`, and its interval. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether the interval leaves out zero: `less`, `more`, or not told apart. */
  readonly verdict: 'less' | 'more' | 'undecided';
  /** Pairs that were compared. */
  readonly pairs: number;
}

/**
 * Compares a score over seeds, pair by pair: the mean difference with a bootstrap interval over the
 * pairs (Efron & Tibshirani 1993). Pairs of which one is null are left out.
 *
 * @param scores one per seed.
 * @param baseline one per seed, of the same seeds in the same order.
 * @param level of the interval.
 * @param resamples how often the pairs are drawn anew; default 2,000.
 * @returns null when fewer than two pairs are left.
 * @throws RangeError for lists of different length.
 */
export function comparePaired(
  scores: readonly (number | null)[],
  baseline: readonly (number | null)[],
  level: number = 0.95,
  resamples: number = 2000,
): PairedDifference | null {
  requireSameLength('scores', scores, 'baseline', baseline);
  requireInteger('resamples', resamples, 1);
  const pairs = scores.flatMap((score, k) => {
    const other = baseline[k] ?? null;
    return score === null || other === null ? [] : [[score, other] as const];
  });
  if (pairs.length < 2) return null;
  const differences = pairs.map(([score, other]) => score - other);
  const source = randomStream(0n, 'balancer');
  const draw = (): number => Math.floor((source.uint32() * pairs.length) / 4_294_967_296);
  const indices = Array.from({ length: resamples }, () => differences.map(draw));
  const { lower, upper } = bootstrapInterval(differences, indices, average, level);
  return {
    mean: average(pairs.map(([score]) => score)),
    baselineMean: average(pairs.map(([, other]) => other)),
    difference: average(differences),
    lower,
    upper,
    verdict: lower > 0 ? 'more' : upper < 0 ? 'less' : 'undecided',
    pairs: pairs.length,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
