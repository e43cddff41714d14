import { probit } from 'simple-statistics';
import { complementaryErrorFunction, requireInnerProbability } from '../numeric/index.ts';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / ROOT_TWO_PI;
}

/** P(Z <= z) of the standard normal distribution, relative error about 1e-15 in either tail. */
export function normalCdf(z: number): number {
  return complementaryErrorFunction(-z / Math.SQRT2) / 2;
}

/**
 * The z with P(Z <= z) = p. Halley's steps on the cdf from the approximation of simple-statistics,
 * which alone is good to three digits.
 *
 * @param p above 0 and below 1.
 * @throws RangeError for any other p.
 */
export function normalQuantile(p: number): number {
  requireInnerProbability('p', p);
  if (p > 0.5) return -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  if (p === 0.5) return 0;
  let z = p > 1e-12 ? probit(p) : -Math.sqrt(-2 * Math.log(p));
  for (let iteration = 0; iteration < 50; iteration += 1) {
    const excess = (normalCdf(z) - p) / normalDensity(z);
    const step = excess / (1 + (z * excess) / 2);
    z -= Math.max(-1, Math.min(1, step));
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}
