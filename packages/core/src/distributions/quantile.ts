import { quantile } from 'simple-statistics';
import { findRootUpwards, requireInnerProbability } from '../numeric/index.ts';
import { checkLaw } from './check-law.ts';
import { gammaQuantile } from './gamma-quantile.ts';
import type { Law } from './law.ts';
import { normalQuantile } from './normal.ts';

/**
 * The x with P(X <= x) = p. For an `empirical` law values are interpolated (type 7 of Hyndman & Fan).
 *
 * @param law see {@link Law}.
 * @param p above 0 and below 1.
 * @throws RangeError for any other p, and for parameters that `checkLaw` refuses.
 */
export function lawQuantile(law: Law, p: number): number {
  checkLaw(law);
  requireInnerProbability('p', p);
  switch (law.law) {
    case 'deterministic':
      return law.mean;
    case 'exponential':
      return -law.mean * Math.log1p(-p);
    case 'erlang':
      return (gammaQuantile(p, law.shape) * law.mean) / law.shape;
    case 'gamma':
      return gammaQuantile(p, law.shape) * law.scale;
    case 'normal':
      return law.mean + law.sd * normalQuantile(p);
    case 'lognormal':
      return Math.exp(law.mu + law.sigma * normalQuantile(p));
    case 'weibull':
      return law.scale * (-Math.log1p(-p)) ** (1 / law.shape);
    case 'uniform':
      return law.low + p * (law.high - law.low);
    case 'pareto':
      return law.low * Math.exp(-Math.log1p(-p) / law.alpha);
    case 'boundedPareto':
      return law.low * Math.exp(-lnBoundedTail(law, p) / law.alpha);
    case 'hyperexponential':
      return hyperexponentialQuantile(law.probabilities, law.rates, p);
    case 'empirical':
      return quantile([...law.values], p);
  }
}

/** `ln(1 - p (1 - (low/high)^alpha))`, each end of the range by the form that keeps its digits. */
function lnBoundedTail(law: { alpha: number; low: number; high: number }, p: number): number {
  const lnCut = law.alpha * Math.log(law.low / law.high);
  return p < 0.5 ? Math.log1p(p * Math.expm1(lnCut)) : Math.log(1 - p + p * Math.exp(lnCut));
}

function hyperexponentialQuantile(
  probabilities: readonly number[],
  rates: readonly number[],
  p: number,
): number {
  const sum = (f: (rate: number) => number): number =>
    probabilities.reduce((total, weight, phase) => total + weight * f(rates[phase] ?? 1), 0);
  const fastest = 1 / Math.max(...rates);
  // The smaller of the two tails is compared in logarithms, so that neither loses its digits.
  if (p < 0.5) {
    const target = Math.log(p);
    const miss = (x: number): number => target - Math.log(sum((rate) => -Math.expm1(-rate * x)));
    return findRootUpwards(miss, 0, p * fastest);
  }
  const target = Math.log1p(-p);
  return findRootUpwards((x) => Math.log(sum((rate) => Math.exp(-rate * x))) - target, 0, fastest);
}
