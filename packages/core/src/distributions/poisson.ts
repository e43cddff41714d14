import { requireInteger, requireNonNegative } from '../numeric/index.ts';
import { deviance, stirlingError } from './saddle-point.ts';

/**
 * P(X = k) of the Poisson distribution, relative error about 1e-14 for any mean.
 *
 * @param k integer >= 0.
 * @param mean >= 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function poissonPmf(k: number, mean: number): number {
  requireInteger('k', k);
  requireNonNegative('mean', mean);
  if (mean === 0) return k === 0 ? 1 : 0;
  if (k === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k);
}

/**
 * P(X <= k) of the Poisson distribution, summed from the end that has only small terms.
 *
 * @param k integer >= 0.
 * @param mean >= 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function poissonCdf(k: number, mean: number): number {
  const at = poissonPmf(k, mean);
  if (k <= mean) {
    let term = at;
    let sum = at;
    for (let j = k; j > 0 && term > sum * 1e-18; j -= 1) {
      term *= j / mean;
      sum += term;
    }
    return sum;
  }
  let term = (at * mean) / (k + 1);
  let sum = term;
  for (let j = k + 2; term > sum * 1e-18; j += 1) {
    term *= mean / j;
    sum += term;
  }
  return 1 - sum;
}
