import type { ControllerOptions, HorizontalPodAutoscaler, Law } from '@flyball/core';
import type { LatencyGoal, ServiceSpec } from '../service/index.ts';
import type { Workload } from '../workload/index.ts';

/** One run as plain data: a load, a service, and who scales it. Spans are seconds. */
export interface Scenario {
  readonly workload: Workload;
  readonly duration: number;
  /** When it starts, milliseconds since the epoch; default Monday, 1 January 2024, 00:00 UTC. */
  readonly startsAt?: number;
  readonly service: ServiceSpec;
  readonly autoscaler: AutoscalerSpec;
  /** What the service promises; the score is held against it. */
  readonly goal: LatencyGoal;
  /** Default `requests`. */
  readonly engine?: 'requests' | 'fluid' | 'backlog';
  /** Law of the gaps between arrivals; default exponential, a Poisson stream. */
  readonly gaps?: Law;
  /** Seconds over which figures are gathered; default so that there are at most 2,880 of them. */
  readonly bin?: number;
}

/** Who decides how many pods there are. */
export type AutoscalerSpec = FixedSpec | ScheduleSpec | OracleSpec | HpaSpec;

/** Always the same number. */
export interface FixedSpec {
  readonly kind: 'fixed';
  readonly replicas: number;
}

/** Orders at given instants. */
export interface ScheduleSpec {
  readonly kind: 'schedule';
  readonly orders: readonly (readonly [time: number, replicas: number])[];
}

/** Knows the load before it comes: what the least number of pods would have been. */
export interface OracleSpec {
  readonly kind: 'oracle';
  /** How far it sees ahead; default 0. Pods that start in so long are ready just in time. */
  readonly lead?: number;
  /** Seconds between looks; default 15. */
  readonly every?: number;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/** A HorizontalPodAutoscaler, decided by core as the controller decides. */
export interface HpaSpec {
  readonly kind: 'hpa';
  readonly manifest: HorizontalPodAutoscaler;
  readonly controller?: ControllerOptions;
  /** Default 15. */
  readonly syncPeriod?: number;
  /** When it first looks, 0 to the sync period; default drawn by the seed. */
  readonly phase?: number;
  /** What each entry of `spec.metrics` reads, in their order; cpu and memory need none. */
  readonly meters?: readonly (MeterSpec | null)[];
}

/** What can be read off a service. */
export type Measure =
  /** Mean latency of the answers of a window, seconds. */
  | 'latency'
  /** Answers per second over a window. */
  | 'answers'
  /** Attempts per second over a window. */
  | 'rate'
  /** Requests in the service, at the sample. */
  | 'in-flight'
  /** Requests that wait, at the sample. */
  | 'waiting'
  /** Cores busy over a window, all pods together. */
  | 'cores';

/** A reading straight off the service: sampled, averaged, and late. */
export interface MeterSpec {
  readonly measure: Measure;
  /** By which the measure is multiplied, as 1000 for milliseconds; default 1. */
  readonly scale?: number;
  /** Span of the average; default 60. */
  readonly window?: number;
  /** Seconds between samples, as a scrape interval; default 15. */
  readonly interval?: number;
  /** Seconds until a sample can be read; default 0. */
  readonly delay?: number;
  /** What a window without an answer reads, for `latency`; default `zero`, as prometheus-adapter serves NaN. */
  readonly whenIdle?: 'zero' | 'missing';
}
