import { linearRegression, mean, rSquared, sum } from 'simple-statistics';
import { studentTQuantile } from '../distributions/index.ts';
import {
  requireFinite,
  requireInnerProbability,
  requireSameLength,
  requireSample,
} from '../numeric/index.ts';

/** A straight line through points, and how sure it is. */
export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  readonly rSquared: number;
  /** `sqrt(SSE/(n-2))`. */
  readonly residualStandardError: number;
  readonly slopeStandardError: number;
  readonly prediction: number;
  /** Interval for one new observation at the same point. */
  readonly predictionLower: number;
  readonly predictionUpper: number;
}

/**
 * Least squares of y on x by simple-statistics, with the prediction at one point and the interval for
 * a new observation there (Student t, n - 2 degrees of freedom).
 *
 * @param x at least three values, not all the same.
 * @param y as many.
 * @param at where to predict.
 * @param level of the interval, above 0 and below 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function fitLine(
  x: readonly number[],
  y: readonly number[],
  at: number,
  level: number = 0.95,
): LinearFit {
  requireSample('x', x, 3);
  requireSample('y', y, 3);
  requireSameLength('x', x, 'y', y);
  requireFinite('at', at);
  requireInnerProbability('level', level);
  const centre = mean([...x]);
  // Centred x: an instant in seconds since 1970 would leave the intercept without digits.
  const points = x.map((value, index) => [value - centre, y[index] ?? Number.NaN]);
  const spread = sum(points.map(([dx = 0]) => dx * dx));
  if (spread === 0) throw new RangeError('x must hold at least two different values');
  const { m: slope, b: centreValue } = linearRegression(points);
  const line = (dx: number): number => centreValue + slope * dx;
  const degreesOfFreedom = x.length - 2;
  const sse = sum(points.map(([dx = 0, value = 0]) => (value - line(dx)) ** 2));
  const residualStandardError = Math.sqrt(sse / degreesOfFreedom);
  const prediction = line(at - centre);
  const distance = Math.sqrt(1 + 1 / x.length + (at - centre) ** 2 / spread);
  const t = studentTQuantile((1 + level) / 2, degreesOfFreedom);
  const reach = t * residualStandardError * distance;
  return {
    slope,
    intercept: line(-centre),
    rSquared: rSquared(points, line),
    residualStandardError,
    slopeStandardError: residualStandardError / Math.sqrt(spread),
    prediction,
    predictionLower: prediction - reach,
    predictionUpper: prediction + reach,
  };
}
