import { gammaln } from 'simple-statistics';

/**
 * ln n! minus Stirling's formula `n ln n - n + ln(2 pi n)/2`. With {@link deviance} it gives binomial
 * and Poisson probabilities without the cancellation of large logarithms (C. Loader, Fast and
 * Accurate Computation of Binomial Probabilities, 2000).
 */
export function stirlingError(n: number): number {
  if (n < 16) return gammaln(n + 1) - ((n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2);
  const square = n * n;
  return (
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) /
    n
  );
}

/** `x ln(x/mean) + mean - x`, accurate also where x is close to the mean. */
export function deviance(x: number, mean: number): number {
  const difference = x - mean;
  const ratio = difference / (x + mean);
  if (Math.abs(ratio) > 0.1) return x * Math.log(x / mean) - difference;
  let power = 2 * x * ratio;
  let sum = difference * ratio;
  for (let j = 1; j < 100; j += 1) {
    power *= ratio * ratio;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
