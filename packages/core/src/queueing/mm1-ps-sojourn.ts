import { findRootUpwards, requireInnerProbability, requireNonNegative } from '../numeric/index.ts';
import { checkMm1, type Mm1Queue } from './mm1.ts';
import { poissonWeights } from './poisson-weights.ts';

/** The law of the sojourn in M/M/1 with processor sharing; times in seconds. */
export interface Mm1PsSojourn {
  /** P(T > t), t >= 0. @throws RangeError for a negative t. */
  tail(t: number): number;
  /** The t with P(T <= t) = p, 0 < p < 1. @throws RangeError for any other p. */
  quantile(p: number): number;
}

/**
 * The law of the sojourn under processor sharing, for which no closed form exists: the Markov chain
 * of one tagged request and the others around it (Coffman, Muntz & Trotter, J. ACM 17, 1970), solved
 * by uniformisation. Steps of the chain are computed when first needed and kept.
 *
 * @throws RangeError for rates that are not positive, or when the server is not the faster.
 */
export function mm1PsSojourn(queue: Mm1Queue): Mm1PsSojourn {
  const { utilisation } = checkMm1(queue);
  const { arrivalRate, serviceRate } = queue;
  const jumpRate = arrivalRate + serviceRate;
  const size = Math.ceil(-60 / Math.log(utilisation)) + 60;
  const up = arrivalRate / jumpRate;
  const down = serviceRate / jumpRate;
  // present[n]: probability that the tagged request is still there and n others are with it.
  let present = Float64Array.from({ length: size }, (_, n) => (1 - utilisation) * utilisation ** n);
  const remaining = [1];
  const stillThere = (jumps: number): number => {
    while (remaining.length <= jumps) {
      const next = new Float64Array(size);
      let sum = 0;
      for (let n = 0; n < size; n += 1) {
        const fromBelow = n > 0 ? (present[n - 1] ?? 0) * up : 0;
        const fromAbove = n + 1 < size ? ((present[n + 1] ?? 0) * down * (n + 1)) / (n + 2) : 0;
        next[n] = fromBelow + fromAbove;
        sum += fromBelow + fromAbove;
      }
      present = next;
      remaining.push(sum);
    }
    return remaining[jumps] ?? 0;
  };
  const tail = (t: number): number => {
    requireNonNegative('t', t);
    const { first, weights } = poissonWeights(jumpRate * t);
    return weights.reduce((sum, weight, k) => sum + weight * stillThere(first + k), 0);
  };
  return {
    tail,
    quantile(p) {
      requireInnerProbability('p', p);
      const target = Math.log1p(-p);
      return findRootUpwards((t) => Math.log(tail(t)) - target, 0, -target / serviceRate);
    },
  };
}
