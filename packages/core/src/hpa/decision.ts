import type { Memory } from './memory.ts';
import type { Observation, SourceError } from './observation.ts';
import type { Condition, MetricStatus, ScalingEvent } from './status.ts';
import type { DeadlineCause, TraceStep } from './trace.ts';

/**
 * What to do, why, and what to remember. `M` is the memory of the controller that decided; the
 * HorizontalPodAutoscaler's own by default.
 *
 * When `rescale` is set the caller stores `memory` first, writes the scale, and hands the result
 * to `settle`, which completes conditions, events, error and memory. Without it the decision is
 * complete as it is.
 */
export interface Decision<M = Memory> {
  /** The instant of the observation. */
  readonly at: number;
  /** The target's size as observed; null when the scale could not be read. */
  readonly currentReplicas: number | null;
  /** The size that the target should have; equal to `currentReplicas` when nothing is to be done. */
  readonly desiredReplicas: number | null;
  /** The write to make, or null. */
  readonly rescale: Rescale | null;
  /** How that write went; null until it is settled, and when there is none. */
  readonly outcome: RescaleOutcome | null;
  readonly reason: DecisionReason;
  /** One entry for each metric in the order of the spec, as `status.currentMetrics` shows it. */
  readonly currentMetrics: readonly MetricStatus[];
  readonly conditions: readonly Condition[];
  /** Events of this look, in order. */
  readonly events: readonly ScalingEvent[];
  /** What the controller reports as the failure of this look, in its own words; null when none. */
  readonly error: string | null;
  readonly memory: M;
  /**
   * The earliest instant at which the same inputs could give another answer, or null when time
   * alone changes nothing. Before it a new look is useful only when an input changed.
   */
  readonly nextDeadline: number | null;
  /** Why that instant; null when there is none. */
  readonly deadlineCause: DeadlineCause | null;
  /** Every step that led to the number; absent unless it was asked for. */
  readonly trace?: readonly TraceStep[];
}

export interface Rescale {
  readonly from: number;
  readonly to: number;
  /** The reason as the event `SuccessfulRescale` words it; may be empty, as the original's is. */
  readonly reason: string;
}

/** Why the decision is what it is: a code for machines and a sentence for people. */
export interface DecisionReason {
  readonly code: ReasonCode;
  readonly text: string;
}

export type ReasonCode =
  /** The scale subresource could not be read. */
  | 'FailedGetScale'
  /** The target's selector is missing, unreadable or shared with another policy. */
  | 'InvalidSelector'
  /** Metrics are missing, and what is left does not justify a decision. */
  | 'MetricsMissing'
  /** The target stands at zero and the policy leaves it there. */
  | 'ScalingDisabled'
  /** The size was outside minReplicas … maxReplicas and is brought back. */
  | 'AboveMaxReplicas'
  | 'BelowMinReplicas'
  /** The named metric asks for more. */
  | 'MetricAboveTarget'
  /** Every metric asks for less. */
  | 'AllMetricsBelowTarget'
  /** The metrics ask for the size that the target has. */
  | 'AtTarget'
  /** A recent recommendation within a stabilization window holds the size. */
  | 'Stabilized'
  /** A scaling policy or a bound holds the size. */
  | 'Limited'
  /** A guard holds the size. */
  | 'Guarded'
  /** Writing the scale failed. */
  | 'FailedUpdateScale';

/** How the write of a scale went. `at` is the instant after it, retries included. */
export type RescaleOutcome =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly at: number; readonly error: SourceError };

/** The signature that every controller of the house decides behind. `P` is its compiled policy. */
export type Decide<P, M = Memory> = (
  observation: Observation,
  memory: M,
  options: DecideOptions<P>,
) => Decision<M>;

export interface DecideOptions<P> {
  readonly policy: P;
  /** Whether to record the steps; off, it costs nothing. */
  readonly trace?: boolean;
}

/** Completes a decision with the result of writing the scale. */
export type Settle<P, M = Memory> = (
  decision: Decision<M>,
  outcome: RescaleOutcome,
  options: DecideOptions<P>,
) => Decision<M>;
