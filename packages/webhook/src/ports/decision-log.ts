import type { GuardedPolicy, RecordedLook } from '@flyball/core';

/**
 * Where looks are taken down with all that led to them, to be decided again later: a folder, a ring
 * in memory. A decision log that is full or broken says so in the log; a look never fails for it, and
 * never waits for it.
 */
export interface DecisionLog {
  /**
   * Takes a look down. Never throws.
   *
   * @param policy the one that ruled it
   */
  write(look: RecordedLook, policy: GuardedPolicy): void;
}
