import { requireInteger, requirePositive } from '../numeric/index.ts';
import { birthDeath, stateMean } from './birth-death.ts';

/** M/M/c//N: `users` who think, ask, wait for the answer, and think again. */
export interface ClosedQueue {
  /** Integer >= 1. */
  readonly users: number;
  /** Mean exponential think time in seconds, > 0. */
  readonly thinkTime: number;
  /** Mean exponential service time in seconds, > 0. */
  readonly serviceTime: number;
  /** Integer >= 1. */
  readonly servers: number;
}

/** Stationary measures; times in seconds. */
export interface ClosedMeasures {
  readonly throughput: number;
  readonly meanInSystem: number;
  readonly meanInQueue: number;
  readonly responseTime: number;
  readonly meanWait: number;
  readonly utilisation: number;
  readonly probAllIdle: number;
  readonly probWaitAtArrival: number;
}

/**
 * A closed system with one station, the machine repair model (Gross & Harris, Fundamentals of
 * Queueing Theory, 2.7). An arriving request sees the state of a system with one user less.
 *
 * @throws RangeError for arguments outside the ranges of {@link ClosedQueue}.
 */
export function machineRepair(queue: ClosedQueue): ClosedMeasures {
  const { users, thinkTime, serviceTime, servers } = queue;
  requireInteger('users', users, 1);
  requirePositive('thinkTime', thinkTime);
  requirePositive('serviceTime', serviceTime);
  requireInteger('servers', servers, 1);
  const solve = (population: number) =>
    birthDeath(
      (k) => (population - k) / thinkTime,
      (k) => Math.min(k, servers) / serviceTime,
    );
  const state = solve(users);
  const busy = stateMean(state, (k) => Math.min(k, servers));
  const throughput = busy / serviceTime;
  const meanInQueue = stateMean(state, (k) => Math.max(0, k - servers));
  const meanWait = meanInQueue / throughput;
  return {
    throughput,
    meanInSystem: meanInQueue + busy,
    meanInQueue,
    responseTime: meanWait + serviceTime,
    meanWait,
    utilisation: busy / servers,
    probAllIdle: state.probabilities[0] ?? 0,
    probWaitAtArrival: stateMean(solve(users - 1), (k) => (k >= servers ? 1 : 0)),
  };
}
