import type { DeadlineCause } from './trace.ts';

/** When time alone first gives another answer, and why. */
export interface Deadline {
  readonly at: number;
  readonly cause: DeadlineCause;
}

/** The earlier one, the first on a tie; infinite instants are none. */
export function earliest(
  first: Deadline | null,
  at: number,
  cause: DeadlineCause,
): Deadline | null {
  if (at === Number.POSITIVE_INFINITY) return first;
  return first !== null && first.at <= at ? first : { at, cause };
}
