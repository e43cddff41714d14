import type { ControllerOptions, HorizontalPodAutoscaler, Law } from '@flyball/core';
import type { LatencyGoal, ServiceSpec } from '../service/index.ts';
import type { Workload } from '../workload/index.ts';
import type { ExposedMetric } from './exposition/index.ts';
import type { FaultSpec, PathSpec } from './path-spec.ts';

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
  /** What the service exposes beside what every service does. */
  readonly metrics?: readonly ExposedMetric[];
  /** What is wrong on the way to the controller, and when. */
  readonly faults?: readonly FaultSpec[];
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
  /** How the controller learns of the service; default a path of kind `hpa`. */
  readonly path?: PathSpec;
}
