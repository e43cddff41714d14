import { requireNonNegative } from '../numeric/index.ts';
import { checkMm1, type Mm1Queue } from './mm1.ts';

/** The stationary means of one processor-sharing server; times in seconds. */
export interface Mm1PsMeasures {
  readonly utilisation: number;
  readonly meanSojourn: number;
  readonly varSojourn: number;
  readonly meanInSystem: number;
}

/**
 * M/M/1 with processor sharing: a pod that serves all its requests at once, each at an equal share of
 * its speed. Means as in Kleinrock, Queueing Systems II, 4.4; variance by Ott, J. Appl. Prob. 21,
 * 1984.
 *
 * @throws RangeError for rates that are not positive, or when the server is not the faster.
 */
export function mm1Ps(queue: Mm1Queue): Mm1PsMeasures {
  const { utilisation, spareRate } = checkMm1(queue);
  const meanSojourn = 1 / spareRate;
  return {
    utilisation,
    meanSojourn,
    varSojourn: (meanSojourn * meanSojourn * (2 + utilisation)) / (2 - utilisation),
    meanInSystem: queue.arrivalRate / spareRate,
  };
}

/**
 * Mean and variance of the sojourn of a request that needs `work` seconds of the whole server.
 *
 * @param work seconds at full speed, >= 0.
 * @throws RangeError as {@link mm1Ps} does, and for negative work.
 */
export function mm1PsSojournGivenWork(
  queue: Mm1Queue,
  work: number,
): { readonly mean: number; readonly variance: number } {
  const { utilisation, spareRate } = checkMm1(queue);
  requireNonNegative('work', work);
  const idle = spareRate / queue.serviceRate;
  const y = work * spareRate;
  // y - 1 + e^(-y), by its series where the difference would lose digits.
  const bend = y < 1e-3 ? y * y * (1 / 2 - y * (1 / 6 - y / 24)) : y + Math.expm1(-y);
  const serviceTime = 1 / queue.serviceRate;
  return {
    mean: work / idle,
    variance: (2 * utilisation * serviceTime * serviceTime * bend) / idle ** 4,
  };
}
