import type { Law } from '@flyball/core';
import type { Rollout } from './deployment/index.ts';
import type { BalancerKind, RetryPolicy } from './requests/index.ts';

/** A span in seconds: always the same, or drawn from a law each time. */
export type Span = number | Law;

/** A service as plain data. Spans are seconds; whatever is left out has the default that is named. */
export interface ServiceSpec {
  readonly requests: RequestSpec;
  readonly pods: PodSpec;
  readonly clients?: ClientSpec;
  /** Default: a cluster that is never full. */
  readonly cluster?: ClusterSpec;
  readonly rollouts?: readonly Rollout[];
  readonly crashes?: CrashSpec;
}

/** What a request needs. */
export interface RequestSpec {
  /** Seconds of one core (or of one worker) that it needs. */
  readonly work: Span;
  /** Seconds that it takes besides, which no number of pods makes shorter; default none. */
  readonly floor?: Span;
  /** Times in which every request takes longer besides, as when a neighbour is slow; default none. */
  readonly slow?: readonly SlowSpell[];
  /** Something that all pods call and wait for; default none. */
  readonly downstream?: DownstreamSpec;
  /** Memory that it holds while it is in a pod, in MiB; default 0. */
  readonly memory?: number;
}

/** Requests that come in from ≤ t < until, seconds from the start of the run, take so much longer. */
export interface SlowSpell {
  readonly from: number;
  readonly until: number;
  readonly by: Span;
}

/** A shared station, as a database, that obeys the universal scalability law. */
export interface DownstreamSpec {
  /** Seconds that a call takes alone. */
  readonly work: Span;
  /** Contention: the serial share; default 0. */
  readonly alpha?: number;
  /** Coherence: the cost of agreement for each pair of calls; default 0. */
  readonly beta?: number;
  /** Most calls at once, others wait; default no limit. */
  readonly connections?: number;
}

/** What a pod is, and how it lives. */
export interface PodSpec {
  /** Ready when the run begins; default 1. */
  readonly initial?: number;
  /**
   * `shared`: requests share the cores, as with threads or an event loop; `fcfs`: each worker takes a
   * request and has a core of its own, others wait. Default `shared`.
   */
  readonly discipline?: 'shared' | 'fcfs';
  /** CPU limit in cores, for `shared`; default 1. */
  readonly cores?: number;
  /** CPU request in cores, against which a utilisation is measured; default as `cores`. */
  readonly cpuRequest?: number;
  /** Most requests in service at once: threads, workers; default no limit, 1 for `fcfs`. */
  readonly concurrency?: number;
  /** Most requests that wait at one pod, others are turned away; default no limit. */
  readonly queue?: number;
  /** How requests are spread; default `round-robin`. */
  readonly balancer?: BalancerKind;
  /** Memory of an idle pod and its limit, in MiB; default no limit. */
  readonly idleMemory?: number;
  readonly memoryLimit?: number;
  /** Default 0.1. */
  readonly scheduling?: Span;
  /** Default 0: the image is on the node. */
  readonly imagePull?: Span;
  /** From the container's start until the application serves; default 1. */
  readonly startup?: Span;
  /** Default: ready as soon as it serves. */
  readonly readiness?: { readonly initialDelay?: number; readonly period?: number };
  /** Until the balancer knows of a change; default 0. */
  readonly endpointDelay?: number;
  /** A share of full speed at first, and the seconds until all of it; default full speed at once. */
  readonly warmUp?: { readonly from: number; readonly duration: number };
  /** Default 0. */
  readonly preStop?: number;
  /** Default 30. */
  readonly gracePeriod?: number;
}

/** How clients behave. */
export interface ClientSpec {
  /** Seconds after which an attempt is given up; default never. */
  readonly timeout?: number;
  /** Whether giving up stops the work on it; default false. */
  readonly cancel?: boolean;
  /** Default: no retry. */
  readonly retry?: Partial<RetryPolicy>;
  /** Users who think between requests, in place of arrivals that come whatever happens. */
  readonly users?: { readonly count: number; readonly think: Span };
  /** While no pod is ready a request fails, or is held; default `fail`. */
  readonly whenUnready?: 'fail' | 'hold';
}

/** The machines. */
export interface ClusterSpec {
  /** Pods of this service that fit on one. */
  readonly podsPerNode: number;
  /** When the run begins; default 1. */
  readonly nodes?: number;
  /** Default as `nodes`. */
  readonly minNodes?: number;
  /** Default no limit. */
  readonly maxNodes?: number;
  /** Seconds from asking for one until it takes pods; default 60. */
  readonly provisioning?: Span;
  /** Seconds after which an empty one is given back; default 600. */
  readonly removeAfter?: number;
}

/** Containers that end by themselves and are started again. */
export interface CrashSpec {
  /** Seconds that a container runs. */
  readonly after: Span;
  /** Containers started from then on, and before `until`; default all. */
  readonly from?: number;
  readonly until?: number;
}
