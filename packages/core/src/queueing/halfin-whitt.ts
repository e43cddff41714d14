import { normalCdf, normalDensity } from '../distributions/index.ts';
import { findRoot, requireInnerProbability, requireNonNegative } from '../numeric/index.ts';

/**
 * The share of requests that wait in a large M/M/c with `a + beta sqrt(a)` servers:
 * `1/(1 + beta Phi(beta)/phi(beta))` (Halfin & Whitt, Oper. Res. 29, 1981).
 *
 * @param beta service grade, >= 0.
 * @throws RangeError for a negative beta.
 */
export function halfinWhittDelay(beta: number): number {
  requireNonNegative('beta', beta);
  const density = normalDensity(beta);
  return density / (density + beta * normalCdf(beta));
}

/**
 * The service grade beta at which the share of waiting requests is `probWait`, the inverse of
 * {@link halfinWhittDelay}.
 *
 * @param probWait above 0 and below 1.
 * @throws RangeError for any other probability.
 */
export function halfinWhittBeta(probWait: number): number {
  requireInnerProbability('probWait', probWait);
  const target = Math.log(probWait);
  let high = 1;
  while (halfinWhittDelay(high) > probWait) high *= 2;
  return findRoot((beta) => Math.log(halfinWhittDelay(beta)) - target, 0, high);
}
