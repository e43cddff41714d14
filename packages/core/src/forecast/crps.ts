import { mean } from 'simple-statistics';
import { normalCdf, normalDensity } from '../distributions/index.ts';
import { requireFinite, requirePositive, requireSample } from '../numeric/index.ts';

/**
 * Continuous ranked probability score of a normal forecast:
 * `sd [z(2 Phi(z)-1) + 2 phi(z) - 1/sqrt(pi)]` (Gneiting & Raftery, J. Am. Stat. Assoc. 102, 2007).
 *
 * @param sd > 0.
 * @throws RangeError for arguments that are not finite, and for an sd that is not positive.
 */
export function crpsNormal(actual: number, centre: number, sd: number): number {
  requireFinite('actual', actual);
  requireFinite('centre', centre);
  requirePositive('sd', sd);
  const z = (actual - centre) / sd;
  return sd * (z * (2 * normalCdf(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI));
}

/**
 * Continuous ranked probability score of an ensemble, the biased ("energy") form:
 * `mean |x_i - y| - mean over all pairs |x_i - x_j|/2`.
 *
 * @param members at least one value.
 * @throws RangeError for arguments that are not finite, or an empty ensemble.
 */
export function crpsEnsemble(actual: number, members: readonly number[]): number {
  requireFinite('actual', actual);
  requireSample('members', members);
  const sorted = [...members].sort((a, b) => a - b);
  const n = sorted.length;
  // The sum of |x_i - x_j| over pairs i < j weighs the k-th smallest value by 2k + 1 - n.
  const pairs = sorted.reduce((sum, value, k) => sum + (2 * k + 1 - n) * value, 0);
  return mean(sorted.map((value) => Math.abs(value - actual))) - pairs / (n * n);
}
