import type { GuardedMemory, GuardedObservation } from '../guards/index.ts';
import type { Decision, SourceError } from '../hpa/index.ts';

/** The form of the lines; another number means that old ones cannot be read. */
export const recordVersion = 1;

/**
 * One look at one policy: everything that the decision was made from, what was decided, and what
 * became of it. Plain JSON. With the policy that {@link policyHash} names it is decided again, by
 * `replayRecord`, anywhere and at any time.
 */
export interface DecisionRecord {
  readonly record: 'decision';
  readonly version: typeof recordVersion;
  /** The version of the program that decided. */
  readonly flyball: string;
  /** Names this look: in the log, in answers to whoever asked for it, and here. */
  readonly id: string;
  /** The policy, `namespace/name`. */
  readonly policy: string;
  /** Which state of the policy: the hash of a `PolicyRecord`. */
  readonly policyHash: string;
  /** Why it was looked at: `alert`, `start`, `request`, `sync`, …. */
  readonly cause: string;
  /** The instant of the look, in milliseconds since the epoch. */
  readonly at: number;
  readonly observation: RecordedObservation;
  /** What the policy remembered before. */
  readonly memory: GuardedMemory;
  readonly decision: RecordedDecision;
  readonly write: RecordedWrite;
}

/** What was seen; the instant is the record's. */
export type RecordedObservation = Omit<GuardedObservation, 'at'>;

/**
 * The decision as it was when the look ended, with the outcome of the write. What follows from a
 * replay is left out: the memory after it, and the steps to the number.
 */
export type RecordedDecision = Omit<Decision, 'at' | 'memory' | 'trace'>;

/** What was done about the decision. */
export interface RecordedWrite {
  /**
   * - `none`: there was nothing to write
   * - `ok`: it was written
   * - `failed`: it was not, or nobody knows
   * - `withheld`: it was decided not to: the policy is paused or only watches, or somebody else has
   *   the size of the target
   */
  readonly outcome: WriteOutcome;
  /** The size that was or would have been written; null when there was nothing to write. */
  readonly replicas: number | null;
  /** Why it failed, or was withheld; its reason is a word for machines. */
  readonly problem: SourceError | null;
}

export type WriteOutcome = 'none' | 'ok' | 'failed' | 'withheld';

/** What a look hands to a log, which adds what it knows itself: its version and the policy's hash. */
export type RecordedLook = Omit<
  DecisionRecord,
  'record' | 'version' | 'flyball' | 'policyHash' | 'policy'
>;

/** What is recorded of a decision. */
export function recordedDecision(decision: Decision<unknown>): RecordedDecision {
  const { currentReplicas, desiredReplicas, rescale, outcome, reason } = decision;
  const { currentMetrics, conditions, events, error, nextDeadline, deadlineCause } = decision;
  return {
    currentReplicas,
    desiredReplicas,
    rescale,
    outcome,
    reason,
    currentMetrics,
    conditions,
    events,
    error,
    nextDeadline,
    deadlineCause,
  };
}

/** What is recorded of an observation: what decisions are made from, not what adapters add to it. */
export function recordedObservation(observation: GuardedObservation): RecordedObservation {
  const { at: _, scale, ...rest } = observation;
  if ('error' in scale) return { ...rest, scale };
  const { specReplicas, statusReplicas, selector, sampledReplicas } = scale;
  const sampled = sampledReplicas === undefined ? {} : { sampledReplicas };
  return { ...rest, scale: { specReplicas, statusReplicas, selector, ...sampled } };
}
