import { poissonPmf } from '../distributions/index.ts';

/** The probabilities of `first`, `first + 1`, .. of a Poisson variable. */
export interface PoissonWeights {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * The weights of uniformisation: all probabilities of a Poisson variable down to 1e-30 of the largest.
 *
 * @param mean >= 0.
 */
export function poissonWeights(mean: number): PoissonWeights {
  const mode = Math.floor(mean);
  const top = poissonPmf(mode, mean);
  const least = top * 1e-30;
  const above: number[] = [];
  for (let k = mode + 1, weight = (top * mean) / k; weight > least; k += 1) {
    above.push(weight);
    weight *= mean / (k + 1);
  }
  const below: number[] = [];
  for (let k = mode, weight = top; k > 0; k -= 1) {
    weight *= k / mean;
    if (weight <= least) break;
    below.push(weight);
  }
  return { first: mode - below.length, weights: [...below.reverse(), top, ...above] };
}
