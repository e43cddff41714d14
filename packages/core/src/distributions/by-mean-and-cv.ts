import { requirePositive } from '../numeric/index.ts';
import type { Law } from './law.ts';

/** The laws that are fixed by a mean and a coefficient of variation. */
export type TwoMomentLaw = 'gamma' | 'lognormal' | 'hyperexponential';

/**
 * A law with a given mean and coefficient of variation (standard deviation over mean), which is how
 * people state service times.
 *
 * - `lognormal`: sigma^2 = ln(1 + cv^2), mu = ln mean - sigma^2/2;
 * - `gamma`: shape 1/cv^2;
 * - `hyperexponential`: two phases that carry half of the mean each (balanced means; Tijms, A First
 *   Course in Stochastic Models, appendix B), for cv >= 1.
 *
 * @param mean > 0.
 * @param cv > 0; at least 1 for `hyperexponential`.
 * @throws RangeError for arguments outside these ranges.
 */
export function lawByMeanAndCv(name: TwoMomentLaw, mean: number, cv: number): Law {
  requirePositive('mean', mean);
  requirePositive('cv', cv);
  const square = cv * cv;
  if (name === 'gamma') return { law: 'gamma', shape: 1 / square, scale: mean * square };
  if (name === 'lognormal') {
    const variance = Math.log1p(square);
    return { law: 'lognormal', mu: Math.log(mean) - variance / 2, sigma: Math.sqrt(variance) };
  }
  if (cv < 1) {
    throw new RangeError(`cv of a hyperexponential law must be at least 1, got ${cv}`);
  }
  const p = (1 + Math.sqrt((square - 1) / (square + 1))) / 2;
  return {
    law: 'hyperexponential',
    probabilities: [p, 1 - p],
    rates: [(2 * p) / mean, (2 * (1 - p)) / mean],
  };
}
