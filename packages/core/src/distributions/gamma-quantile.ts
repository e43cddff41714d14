import { gammaln } from 'simple-statistics';
import {
  findRoot,
  incompleteGamma,
  requireInnerProbability,
  requirePositive,
} from '../numeric/index.ts';

/**
 * The x with P(X <= x) = p for a gamma distributed X of scale 1, relative error about 1e-12.
 *
 * @param p above 0 and below 1.
 * @param shape > 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function gammaQuantile(p: number, shape: number): number {
  requireInnerProbability('p', p);
  requirePositive('shape', shape);
  // Below this point x^shape / Gamma(shape + 1) is the distribution to full precision.
  const smallest = Math.exp((Math.log(p) + gammaln(shape + 1)) / shape);
  if (smallest < 1e-17) return smallest;
  const lower = p <= 0.5;
  const target = Math.log(lower ? p : 1 - p);
  const miss = (logX: number): number => {
    const { lower: below, upper: above } = incompleteGamma(shape, Math.exp(logX));
    return lower ? Math.log(below) - target : target - Math.log(above);
  };
  let low = Math.log(smallest);
  while (miss(low) > 0) low -= 1;
  let high = Math.log(shape + 1);
  while (miss(high) < 0) high += 1;
  return Math.exp(findRoot(miss, low, high));
}
