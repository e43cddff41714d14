import { requireInteger, requirePositive } from '../numeric/index.ts';
import { birthDeath, stateMean } from './birth-death.ts';

/** M/M/c/K: as M/M/c, but a request that finds `capacity` requests in the system is lost. */
export interface MmcKQueue {
  /** Requests per second, > 0; may exceed what the servers can serve. */
  readonly arrivalRate: number;
  /** Requests per second that one server can serve, > 0. */
  readonly serviceRate: number;
  /** Integer >= 1. */
  readonly servers: number;
  /** Most requests in the system, those in service included; integer >= `servers`. */
  readonly capacity: number;
}

/** Stationary measures; waits and sojourns are those of accepted requests, in seconds. */
export interface MmcKMeasures {
  readonly probLoss: number;
  readonly probEmpty: number;
  readonly probWait: number;
  readonly throughput: number;
  readonly utilisation: number;
  readonly meanInSystem: number;
  readonly meanInQueue: number;
  readonly meanSojourn: number;
  readonly meanWait: number;
}

/**
 * The stationary measures of M/M/c/K, also in overload (Gross & Harris, Fundamentals of Queueing
 * Theory, 2.5).
 *
 * @throws RangeError for arguments outside the ranges of {@link MmcKQueue}.
 */
export function mmcK(queue: MmcKQueue): MmcKMeasures {
  const { arrivalRate, serviceRate, servers, capacity } = queue;
  requirePositive('arrivalRate', arrivalRate);
  requirePositive('serviceRate', serviceRate);
  requireInteger('servers', servers, 1);
  requireInteger('capacity', capacity, servers);
  const state = birthDeath(
    (k) => (k < capacity ? arrivalRate : 0),
    (k) => Math.min(k, servers) * serviceRate,
  );
  const probLoss = state.probabilities[capacity] ?? 0;
  const admitted = stateMean(state, (k) => (k < capacity ? 1 : 0));
  const throughput = arrivalRate * admitted;
  const meanInSystem = stateMean(state, (k) => k);
  const meanInQueue = stateMean(state, (k) => Math.max(0, k - servers));
  return {
    probLoss,
    probEmpty: state.probabilities[0] ?? 0,
    probWait: stateMean(state, (k) => (k >= servers && k < capacity ? 1 : 0)) / admitted,
    throughput,
    utilisation: throughput / (servers * serviceRate),
    meanInSystem,
    meanInQueue,
    meanSojourn: meanInSystem / throughput,
    meanWait: meanInQueue / throughput,
  };
}
