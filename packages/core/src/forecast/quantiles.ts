import { quantile } from 'simple-statistics';
import { requireProbability, requireSample } from '../numeric/index.ts';

/** The nine definitions of a sample quantile in Hyndman & Fan, The American Statistician 50, 1996. */
export type QuantileMethod =
  | 'type1'
  | 'type2'
  | 'type3'
  | 'type4'
  | 'type5'
  | 'type6'
  | 'type7'
  | 'type8'
  | 'type9';

/** Offsets `alpha + p (1 - alpha - beta)` of the interpolating types: rank = n p + offset. */
const PLOTTING: Partial<Record<QuantileMethod, readonly [alpha: number, beta: number]>> = {
  type4: [0, 1],
  type5: [1 / 2, 1 / 2],
  type6: [0, 0],
  type8: [1 / 3, 1 / 3],
  type9: [3 / 8, 3 / 8],
};

/**
 * A quantile of a sample. `type7`, the default, is linear interpolation as in numpy, R, and
 * simple-statistics, which computes it; `type1` is the least value whose share is p or more.
 *
 * @param data at least one finite number, in any order.
 * @param p 0 to 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function sampleQuantile(
  data: readonly number[],
  p: number,
  method: QuantileMethod = 'type7',
): number {
  requireSample('data', data);
  requireProbability('p', p);
  if (method === 'type7') return quantile([...data], p);
  const sorted = [...data].sort((a, b) => a - b);
  const n = sorted.length;
  const at = (rank: number): number => sorted[Math.max(1, Math.min(n, rank)) - 1] ?? Number.NaN;
  const plotting = PLOTTING[method];
  if (plotting !== undefined) {
    const [alpha, beta] = plotting;
    // As numpy does it: a rank that rounding leaves just under a whole number counts as that number.
    const rank = n * p + alpha + p * (1 - alpha - beta);
    const below = Math.floor(rank + 4 * Number.EPSILON);
    const share = Math.abs(rank - below) < 4 * Number.EPSILON ? 0 : rank - below;
    return at(below) + share * (at(below + 1) - at(below));
  }
  const position = n * p;
  const below = Math.floor(position);
  if (method === 'type3') {
    const nearest = Math.floor(position - 0.5);
    const tie = position - 0.5 === nearest && nearest % 2 === 0;
    return at(tie ? nearest : nearest + 1);
  }
  if (position !== below) return at(below + 1);
  return method === 'type2' && below > 0 ? (at(below) + at(below + 1)) / 2 : at(below);
}
