import {
  requirePositive,
  requireProbability,
  requireSameLength,
  requireSample,
} from '../numeric/index.ts';

/**
 * Exponentially weighted means of all values up to each one. Adjusted, the weights `(1-alpha)^age`
 * are normalised; unadjusted, `e = alpha y + (1-alpha) e` from the first value (as pandas has both).
 *
 * @param y values, oldest first, at least one.
 * @param alpha weight of the newest value, 0 to 1.
 * @param adjust see above.
 * @throws RangeError for arguments outside these ranges.
 */
export function exponentialMovingAverage(
  y: readonly number[],
  alpha: number,
  adjust: boolean,
): number[] {
  requireSample('y', y);
  requireProbability('alpha', alpha);
  let mean = 0;
  let weight = 0;
  return y.map((value, index) => {
    if (adjust) weight = weight * (1 - alpha) + 1;
    else weight = index === 0 ? 1 : 1 / alpha;
    mean += (value - mean) / weight;
    return mean;
  });
}

/**
 * Means whose weights halve with every `halfLife` of age: `2^(-age/halfLife)`, normalised.
 *
 * @param times of the values, rising.
 * @param y values, oldest first, at least one.
 * @param halfLife > 0, in the unit of `times`.
 * @throws RangeError for arguments outside these ranges.
 */
export function halfLifeAverage(
  times: readonly number[],
  y: readonly number[],
  halfLife: number,
): number[] {
  requireSample('times', times);
  requireSample('y', y);
  requireSameLength('times', times, 'y', y);
  requirePositive('halfLife', halfLife);
  let mean = 0;
  let weight = 0;
  return y.map((value, index) => {
    const time = times[index] ?? Number.NaN;
    const age = time - (times[index - 1] ?? time);
    weight = weight * 2 ** (-age / halfLife) + 1;
    mean += (value - mean) / weight;
    return mean;
  });
}
