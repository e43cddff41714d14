import type { Memory } from '../hpa/index.ts';

/** The controller's memory with what the guards remember, absent while that is nothing. */
export interface GuardedMemory extends Memory {
  readonly guards?: GuardMemory;
}

/** What guards remember: plain, serialisable, one entry for each metric at most. */
export interface GuardMemory {
  /** Since which look each metric has been missing; null while it is not. */
  readonly absentSince: readonly (number | null)[];
  /** The size that was last made from metrics, and the instants of their samples. */
  readonly acted: Acted | null;
  /** What each metric was when the size began to grow; null while nothing is watched. */
  readonly growth: readonly (Growth | null)[];
}

/** Samples are spent as long as the scale shows the size that was made from them. */
export interface Acted {
  readonly replicas: number;
  readonly samples: readonly (number | null)[];
}

/** The beginning of a growth under a metric above its target. */
export interface Growth {
  readonly replicas: number;
  /** The metric then, in thousandths. */
  readonly value: number;
  /** The load then; null when it is not known. */
  readonly load: number | null;
  /** The look at which the size had grown enough to judge; null before. */
  readonly grownAt: number | null;
  /** Whether it has been reported. */
  readonly reported: boolean;
}

export const noGuardMemory: GuardMemory = { absentSince: [], acted: null, growth: [] };

/** The memory with the guards' part, which is left out when there is none. */
export function withGuardMemory(memory: Memory, guards: GuardMemory | undefined): GuardedMemory {
  const { version, recommendations, scaleUpEvents, scaleDownEvents, pending, status } = memory;
  const own = { version, recommendations, scaleUpEvents, scaleDownEvents, pending, status };
  return guards === undefined ? own : { ...own, guards };
}

/** Whether there is nothing to remember. */
export function isEmpty({ absentSince, acted, growth }: GuardMemory): boolean {
  return acted === null && absentSince.every(isNull) && growth.every(isNull);
}

function isNull(value: unknown): boolean {
  return value === null;
}
