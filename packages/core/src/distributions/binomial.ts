import { requireInteger, requireProbability } from '../numeric/index.ts';
import { deviance, stirlingError } from './saddle-point.ts';

/**
 * P(X = k) of the binomial distribution, relative error about 1e-14 for any n.
 *
 * @param k integer from 0 to n.
 * @param n number of trials, integer >= 0.
 * @param p probability of a success, 0 to 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function binomialPmf(k: number, n: number, p: number): number {
  requireInteger('n', n);
  requireInteger('k', k);
  requireProbability('p', p);
  if (k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * (1 - p));
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/**
 * P(X <= k) of the binomial distribution, summed from the end that has only small terms.
 *
 * @param k integer >= 0.
 * @param n number of trials, integer >= 0.
 * @param p probability of a success, 0 to 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  requireInteger('k', k);
  requireInteger('n', n);
  if (k >= n) return 1;
  let sum = 0;
  if (k <= n * p) {
    for (let j = k; j >= 0; j -= 1) {
      const term = binomialPmf(j, n, p);
      sum += term;
      if (term < sum * 1e-18) break;
    }
    return sum;
  }
  for (let j = k + 1; j <= n; j += 1) {
    const term = binomialPmf(j, n, p);
    sum += term;
    if (term < sum * 1e-18) break;
  }
  return 1 - sum;
}
