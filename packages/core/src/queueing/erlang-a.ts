import { requireInteger, requirePositive } from '../numeric/index.ts';
import { birthDeath, stateMean } from './birth-death.ts';

/** M/M/c+M: as M/M/c, but a waiting request gives up after an exponential patience. */
export interface ErlangAQueue {
  /** Requests per second, > 0; may exceed what the servers can serve. */
  readonly arrivalRate: number;
  /** Requests per second that one server can serve, > 0. */
  readonly serviceRate: number;
  /** Integer >= 1. */
  readonly servers: number;
  /** Rate at which one waiting request gives up, 1 / mean patience, > 0. */
  readonly patienceRate: number;
}

/** Stationary measures; `meanWait` is over all arrivals, served and abandoning, in seconds. */
export interface ErlangAMeasures {
  readonly probWait: number;
  readonly probAbandon: number;
  readonly meanInQueue: number;
  readonly meanWait: number;
  readonly meanInSystem: number;
  readonly utilisation: number;
  readonly throughput: number;
  readonly probEmpty: number;
  readonly probAbandonGivenWait: number;
}

/**
 * Erlang A: M/M/c with impatience, the model of clients with timeouts; stable at any load (Mandelbaum
 * & Zeltyn, The Palm/Erlang-A Queue, 2004).
 *
 * @throws RangeError for arguments outside the ranges of {@link ErlangAQueue}.
 */
export function erlangA(queue: ErlangAQueue): ErlangAMeasures {
  const { arrivalRate, serviceRate, servers, patienceRate } = queue;
  requirePositive('arrivalRate', arrivalRate);
  requirePositive('serviceRate', serviceRate);
  requireInteger('servers', servers, 1);
  requirePositive('patienceRate', patienceRate);
  const state = birthDeath(
    () => arrivalRate,
    (k) => Math.min(k, servers) * serviceRate + Math.max(0, k - servers) * patienceRate,
  );
  const probWait = stateMean(state, (k) => (k >= servers ? 1 : 0));
  const meanInQueue = stateMean(state, (k) => Math.max(0, k - servers));
  const busy = stateMean(state, (k) => Math.min(k, servers));
  const probAbandon = (patienceRate * meanInQueue) / arrivalRate;
  return {
    probWait,
    probAbandon,
    meanInQueue,
    meanWait: meanInQueue / arrivalRate,
    meanInSystem: meanInQueue + busy,
    utilisation: busy / servers,
    throughput: busy * serviceRate,
    probEmpty: state.probabilities[0] ?? 0,
    probAbandonGivenWait: probAbandon / probWait,
  };
}
