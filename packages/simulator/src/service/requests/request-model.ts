import type { RandomSource, Sampler } from '../../random/index.ts';
import type { BalancerKind } from './balancer.ts';
import type { ClientModel } from './clients.ts';
import type { Outcome } from './outcome.ts';
import type { PodModel } from './pool.ts';
import type { Sharing } from './station.ts';

/** Something that all pods call and wait for, as a database. */
export interface DownstreamModel {
  readonly sharing: Sharing;
  /** Most calls at once; others wait in order. */
  readonly limit: number;
  /** Draws the seconds that a call takes alone. */
  readonly work: Sampler;
}

/** Memory of a pod, in any one unit. */
export interface MemoryModel {
  readonly idle: number;
  readonly perRequest: number;
  readonly limit: number;
}

/** One attempt that has ended, as an observer sees it; instants in seconds. */
export interface Attempt {
  readonly arrived: number;
  /** `NaN` when service never began. */
  readonly begun: number;
  readonly ended: number;
  readonly outcome: Outcome;
}

/** All that a run of requests is made of. */
export interface RequestModel {
  readonly pod: PodModel;
  readonly balancer: BalancerKind;
  /** Draws the seconds of a pod's service that a request needs. */
  readonly work: Sampler;
  readonly downstream?: DownstreamModel;
  /** Draws seconds that a request which comes now takes besides, whatever the pods do. */
  readonly floor?: (now: number) => number;
  readonly memory?: MemoryModel;
  readonly clients: ClientModel;
  /** Draws the next arrival of open clients; `Infinity` when there is none. */
  readonly nextArrival: () => number;
  /** For the balancer. */
  readonly balancerSource: RandomSource;
  /** For the waits before retries. */
  readonly clientSource: RandomSource;
  /** Upper edges in seconds of the latency buckets that the service reports. */
  readonly buckets?: readonly number[];
  /** Relative error of latency quantiles; default 0.01. */
  readonly relativeError?: number;
  /** Answers that take longer, first attempt to answer, are counted apart. */
  readonly slowAfter?: number;
  /** Whether each pod counts for itself what it has answered; default false. */
  readonly perPod?: boolean;
  /** Told of every attempt that ends. */
  readonly onAttempt?: (attempt: Attempt) => void;
}
