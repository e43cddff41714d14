import type { Decision } from '@flyball/core';

/** Who scales a service during a run. */
export interface Autoscaler {
  /** When it acts or measures next; `Infinity` when it never does again. */
  readonly nextTime: number;
  /** Does what is due; the service has come to that instant. */
  step(): void;
}

/** Told of every look of a controller. */
export type OnDecision = (decision: Decision) => void;
