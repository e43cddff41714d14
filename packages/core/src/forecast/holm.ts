import { requireProbability } from '../numeric/index.ts';

/** Several tests judged together; lists are in the order of the input. */
export interface Holm {
  readonly adjusted: readonly number[];
  readonly reject: readonly boolean[];
}

/**
 * Holm's step-down correction for several tests at once (Scand. J. Stat. 6, 1979): adjusted p-values
 * are monotone and at most 1, and a test is rejected when its own does not exceed alpha.
 *
 * @param pValues 0 to 1.
 * @param alpha chance of any false rejection, 0 to 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function holm(pValues: readonly number[], alpha: number): Holm {
  requireProbability('alpha', alpha);
  for (const [index, p] of pValues.entries()) requireProbability(`pValues[${index}]`, p);
  const order = [...pValues.keys()].sort((i, j) => (pValues[i] ?? 0) - (pValues[j] ?? 0));
  const adjusted = pValues.map(() => 0);
  let highest = 0;
  for (const [rank, index] of order.entries()) {
    highest = Math.max(highest, (pValues.length - rank) * (pValues[index] ?? 0));
    adjusted[index] = Math.min(1, highest);
  }
  return { adjusted, reject: adjusted.map((p) => p <= alpha) };
}
