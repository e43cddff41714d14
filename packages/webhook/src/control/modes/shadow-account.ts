import type { ShadowAccount } from '../../ports/index.ts';

/** What is there at a look, and what the shadow would have there from then on. */
export interface ShadowSizes {
  readonly at: number;
  /** Null when the scale could not be read. */
  readonly actual: number | null;
  readonly shadow: number;
}

/**
 * Adds the time since the last look, in which both sizes are taken to have stayed what they were.
 * Time in which the actual size was not known is not counted.
 */
export function shadowAccount(before: ShadowAccount | undefined, now: ShadowSizes): ShadowAccount {
  if (before === undefined) {
    const nothing = { seconds: { counted: 0, fewer: 0, more: 0 } };
    return { since: now.at, ...now, ...nothing, replicaSeconds: { actual: 0, shadow: 0 } };
  }
  const { actual, shadow, seconds, replicaSeconds } = before;
  if (actual === null) return { ...before, ...now };
  const passed = Math.max(0, now.at - before.at) / 1_000;
  return {
    ...before,
    ...now,
    seconds: {
      counted: seconds.counted + passed,
      fewer: seconds.fewer + (shadow < actual ? passed : 0),
      more: seconds.more + (shadow > actual ? passed : 0),
    },
    replicaSeconds: {
      actual: replicaSeconds.actual + passed * actual,
      shadow: replicaSeconds.shadow + passed * shadow,
    },
  };
}
