import type { Decision, GuardedMemory, GuardedPolicy, Observation } from '@flyball/core';
import type { LookCause } from '../../path/index.ts';

/** Who scales a service during a run. */
export interface Autoscaler {
  /** When it acts or measures next; `Infinity` when it never does again. */
  readonly nextTime: number;
  /** Does what is due; the service has come to that instant. */
  step(): void;
}

/** Told of every look of a controller, and of what it decided from. */
export type OnDecision = (decision: Decision, from: DecidedFrom) => void;

export interface DecidedFrom {
  readonly policy: GuardedPolicy;
  readonly observation: Observation;
  /** Before the decision. */
  readonly memory: GuardedMemory;
  readonly cause: LookCause;
}
