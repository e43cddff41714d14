import { requireInteger, requireNonNegative, requirePositive } from '../numeric/index.ts';
import { erlangC } from './erlang-c.ts';

/** M/M/c: Poisson arrivals, exponential service, `servers` alike with one queue, FCFS. */
export interface MmcQueue {
  /** Requests per second, > 0. */
  readonly arrivalRate: number;
  /** Requests per second that one server can serve, > 0. */
  readonly serviceRate: number;
  /** Integer >= 1, more than `arrivalRate / serviceRate`. */
  readonly servers: number;
}

/** The stationary means of an M/M/c queue; times in seconds. */
export interface MmcMeasures {
  readonly offeredLoad: number;
  readonly utilisation: number;
  readonly probWait: number;
  readonly probEmpty: number;
  readonly meanInQueue: number;
  readonly meanInSystem: number;
  readonly meanWait: number;
  readonly meanSojourn: number;
  readonly varWait: number;
  readonly varSojourn: number;
}

/**
 * The stationary means of an M/M/c queue (Gross & Harris, Fundamentals of Queueing Theory, 2.3).
 *
 * @throws RangeError for rates that are not positive, or when the load is not below the servers.
 */
export function mmc(queue: MmcQueue): MmcMeasures {
  const { offeredLoad, spare, serviceTime } = checkMmc(queue);
  const { arrivalRate, servers } = queue;
  const probWait = erlangC(servers, offeredLoad);
  const meanWait = (probWait * serviceTime) / spare;
  const varWait = (probWait * (2 - probWait) * serviceTime * serviceTime) / (spare * spare);
  return {
    offeredLoad,
    utilisation: arrivalRate / (servers * queue.serviceRate),
    probWait,
    probEmpty: probabilityEmpty(servers, offeredLoad),
    meanInQueue: arrivalRate * meanWait,
    meanInSystem: arrivalRate * meanWait + offeredLoad,
    meanWait,
    meanSojourn: meanWait + serviceTime,
    varWait,
    varSojourn: varWait + serviceTime * serviceTime,
  };
}

/**
 * Checks a queue and derives what every formula needs: `spare` is `servers - offeredLoad`.
 *
 * @throws RangeError as {@link mmc} does.
 */
export function checkMmc(queue: MmcQueue): {
  offeredLoad: number;
  spare: number;
  serviceTime: number;
} {
  requirePositive('arrivalRate', queue.arrivalRate);
  requirePositive('serviceRate', queue.serviceRate);
  requireInteger('servers', queue.servers, 1);
  const offeredLoad = queue.arrivalRate / queue.serviceRate;
  if (offeredLoad >= queue.servers) {
    throw new RangeError(
      `servers must be more than the offered load of ${offeredLoad} for a stationary state, got ${queue.servers}`,
    );
  }
  return { offeredLoad, spare: queue.servers - offeredLoad, serviceTime: 1 / queue.serviceRate };
}

/** The inverse of `sum over k < c of a^k/k! + a^c/c! * c/(c - a)`, summed without overflow. */
function probabilityEmpty(servers: number, offeredLoad: number): number {
  requireNonNegative('offeredLoad', offeredLoad);
  let term = 1;
  let sum = 0;
  let lnScaled = 0;
  for (let k = 0; k < servers; k += 1) {
    sum += term;
    term *= offeredLoad / (k + 1);
    if (sum > 1e200) {
      sum *= 1e-200;
      term *= 1e-200;
      lnScaled += 200 * Math.LN10;
    }
  }
  sum += (term * servers) / (servers - offeredLoad);
  return Math.exp(-lnScaled) / sum;
}
