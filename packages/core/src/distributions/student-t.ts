import {
  findRoot,
  incompleteBeta,
  requireFinite,
  requireInnerProbability,
  requirePositive,
} from '../numeric/index.ts';

/**
 * P(T <= t) of Student's t distribution.
 *
 * @param t finite.
 * @param degreesOfFreedom > 0, need not be an integer.
 * @throws RangeError for arguments outside these ranges.
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  requireFinite('t', t);
  requirePositive('degreesOfFreedom', degreesOfFreedom);
  const tail = upperTail(Math.abs(t), degreesOfFreedom);
  return t > 0 ? 1 - tail : tail;
}

/**
 * The t with P(T <= t) = p.
 *
 * @param p above 0 and below 1.
 * @param degreesOfFreedom > 0, need not be an integer.
 * @throws RangeError for arguments outside these ranges.
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  requireInnerProbability('p', p);
  requirePositive('degreesOfFreedom', degreesOfFreedom);
  if (p === 0.5) return 0;
  const tail = Math.log(Math.min(p, 1 - p));
  let high = 1;
  while (Math.log(upperTail(high, degreesOfFreedom)) > tail) high *= 2;
  const t = findRoot((x) => Math.log(upperTail(x, degreesOfFreedom)) - tail, 0, high);
  return p < 0.5 ? -t : t;
}

function upperTail(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  const whole = degreesOfFreedom + square;
  // Each end by the form whose argument keeps its digits there.
  if (t > 1) return incompleteBeta(degreesOfFreedom / whole, degreesOfFreedom / 2, 0.5) / 2;
  return (1 - incompleteBeta(square / whole, 0.5, degreesOfFreedom / 2)) / 2;
}
