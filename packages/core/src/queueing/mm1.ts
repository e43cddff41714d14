import { requireInnerProbability, requireInteger, requirePositive } from '../numeric/index.ts';

/** M/M/1: Poisson arrivals, exponential service, one server, FCFS. */
export interface Mm1Queue {
  /** Requests per second, > 0. */
  readonly arrivalRate: number;
  /** Requests per second that the server can serve, more than `arrivalRate`. */
  readonly serviceRate: number;
}

/** The stationary means of an M/M/1 queue; times in seconds. */
export interface Mm1Measures {
  readonly utilisation: number;
  readonly probEmpty: number;
  readonly meanInSystem: number;
  readonly meanInQueue: number;
  readonly meanSojourn: number;
  readonly meanWait: number;
  readonly varSojourn: number;
}

/**
 * The stationary means of an M/M/1 queue (Kleinrock, Queueing Systems I, 3.2). The sojourn is
 * exponential with rate `serviceRate - arrivalRate`.
 *
 * @throws RangeError for rates that are not positive, or when the server is not the faster.
 */
export function mm1(queue: Mm1Queue): Mm1Measures {
  const { utilisation, spareRate } = checkMm1(queue);
  return {
    utilisation,
    probEmpty: spareRate / queue.serviceRate,
    meanInSystem: queue.arrivalRate / spareRate,
    meanInQueue: (utilisation * queue.arrivalRate) / spareRate,
    meanSojourn: 1 / spareRate,
    meanWait: utilisation / spareRate,
    varSojourn: 1 / (spareRate * spareRate),
  };
}

/**
 * The sojourn that a share p of requests does not exceed.
 *
 * @param p above 0 and below 1.
 * @throws RangeError as {@link mm1} does, and for any other p.
 */
export function mm1SojournQuantile(queue: Mm1Queue, p: number): number {
  requireInnerProbability('p', p);
  return -Math.log1p(-p) / checkMm1(queue).spareRate;
}

/**
 * The wait that a share p of requests does not exceed; 0 where that share never waits.
 *
 * @param p above 0 and below 1.
 * @throws RangeError as {@link mm1} does, and for any other p.
 */
export function mm1WaitQuantile(queue: Mm1Queue, p: number): number {
  requireInnerProbability('p', p);
  const { utilisation, spareRate } = checkMm1(queue);
  return Math.max(0, (Math.log(utilisation) - Math.log1p(-p)) / spareRate);
}

/**
 * The share of time with exactly n requests in an M/M/1 system.
 *
 * @param n integer >= 0.
 * @throws RangeError as {@link mm1} does, and for any other n.
 */
export function mm1StateProbability(queue: Mm1Queue, n: number): number {
  requireInteger('n', n);
  const { utilisation, spareRate } = checkMm1(queue);
  return (spareRate / queue.serviceRate) * utilisation ** n;
}

/**
 * Checks a queue of one server and derives what the formulas need.
 *
 * @throws RangeError as {@link mm1} does.
 */
export function checkMm1(queue: Mm1Queue): { utilisation: number; spareRate: number } {
  requirePositive('arrivalRate', queue.arrivalRate);
  requirePositive('serviceRate', queue.serviceRate);
  requirePositive('serviceRate - arrivalRate', queue.serviceRate - queue.arrivalRate);
  return {
    utilisation: queue.arrivalRate / queue.serviceRate,
    spareRate: queue.serviceRate - queue.arrivalRate,
  };
}
