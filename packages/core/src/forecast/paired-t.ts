import { mean, sampleStandardDeviation } from 'simple-statistics';
import { studentTCdf, studentTQuantile } from '../distributions/index.ts';
import { requireInnerProbability, requireSameLength, requireSample } from '../numeric/index.ts';

/** A paired t test of `a - b`. */
export interface PairedT {
  readonly meanDifference: number;
  readonly standardError: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  readonly pTwoSided: number;
  /** For the alternative that a is less than b. */
  readonly pLess: number;
  /** For the alternative that a is greater than b. */
  readonly pGreater: number;
  /** Interval for the mean difference. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Student's test on pairs, such as two policies under the same random numbers.
 *
 * @param a at least two values, whose differences from `b` are not all the same.
 * @param b as many.
 * @param level of the interval, above 0 and below 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function pairedT(a: readonly number[], b: readonly number[], level: number = 0.95): PairedT {
  requireSample('a', a, 2);
  requireSample('b', b, 2);
  requireSameLength('a', a, 'b', b);
  requireInnerProbability('level', level);
  const differences = a.map((value, index) => value - (b[index] ?? Number.NaN));
  const meanDifference = mean(differences);
  const standardError = sampleStandardDeviation(differences) / Math.sqrt(differences.length);
  if (standardError === 0) throw new RangeError('the differences a - b must not all be the same');
  const t = meanDifference / standardError;
  const degreesOfFreedom = differences.length - 1;
  const pLess = studentTCdf(t, degreesOfFreedom);
  const pGreater = studentTCdf(-t, degreesOfFreedom);
  const reach = studentTQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  return {
    meanDifference,
    standardError,
    t,
    degreesOfFreedom,
    pTwoSided: 2 * Math.min(pLess, pGreater),
    pLess,
    pGreater,
    lower: meanDifference - reach,
    upper: meanDifference + reach,
  };
}
