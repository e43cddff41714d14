import { checkLaw } from '../distributions/index.ts';
import {
  findRootUpwards,
  requireInnerProbability,
  requireNonNegative,
  requirePositive,
} from '../numeric/index.ts';

/** The law of the wait in M/H2/1 FCFS; times in seconds. */
export interface Mg1Wait {
  readonly utilisation: number;
  /** P(W > t), t >= 0. @throws RangeError for a negative t. */
  tail(t: number): number;
  /** The wait that a share p does not exceed, 0 < p < 1. @throws RangeError for any other p. */
  quantile(p: number): number;
}

/**
 * The wait in M/G/1 FCFS with two-phase hyperexponential service: a sum of two exponentials, from
 * inverting the Pollaczek-Khinchine transform (Kleinrock, Queueing Systems I, 5.7).
 *
 * @param arrivalRate requests per second, > 0.
 * @param probabilities of the two phases.
 * @param rates of the two phases.
 * @throws RangeError for an invalid law, other than two phases, or a load of 1 or more.
 */
export function hyperexponentialWait(
  arrivalRate: number,
  probabilities: readonly number[],
  rates: readonly number[],
): Mg1Wait {
  requirePositive('arrivalRate', arrivalRate);
  checkLaw({ law: 'hyperexponential', probabilities, rates });
  const [p1, p2] = probabilities;
  const [mu1, mu2] = rates;
  if (p1 === undefined || p2 === undefined || mu1 === undefined || mu2 === undefined) {
    throw new RangeError(`probabilities must hold two phases, got ${probabilities.length}`);
  }
  const utilisation = arrivalRate * (p1 / mu1 + p2 / mu2);
  if (probabilities.length > 2 || utilisation >= 1) {
    throw new RangeError(
      `two phases and a load below 1 are needed, got ${probabilities.length} phases and ${utilisation}`,
    );
  }
  // The transform's denominator over s: s^2 + (mu1 + mu2 - lambda) s + mu1 mu2 (1 - rho).
  const half = (mu1 + mu2 - arrivalRate) / 2;
  const product = mu1 * mu2 * (1 - utilisation);
  const far = half + Math.sqrt(half * half - product);
  const decays = [far, product / far] as const;
  // Residues of (1 - rho)(mu1 + s)(mu2 + s)/((s + far)(s + near)) / s, as weights of the tail.
  const weight = (decay: number, other: number): number =>
    ((1 - utilisation) * (mu1 - decay) * (mu2 - decay)) / (decay * (other - decay));
  const weights = [weight(decays[0], decays[1]), weight(decays[1], decays[0])] as const;
  const tail = (t: number): number => {
    requireNonNegative('t', t);
    return weights[0] * Math.exp(-decays[0] * t) + weights[1] * Math.exp(-decays[1] * t);
  };
  return {
    utilisation,
    tail,
    quantile(p) {
      requireInnerProbability('p', p);
      const target = Math.log1p(-p);
      if (Math.log(utilisation) <= target) return 0;
      return findRootUpwards((t) => Math.log(tail(t)) - target, 0, 1 / decays[1]);
    },
  };
}
