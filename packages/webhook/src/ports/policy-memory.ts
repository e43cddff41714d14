import type { GuardedMemory } from '@flyball/core';

/** What is remembered of a policy between looks: core's memory, and how it stands beside that. */
export interface PolicyMemory extends GuardedMemory {
  /** Absent while there is nothing to tell. */
  readonly standing?: Standing;
}

/** How a policy stands to the size of its target. Instants are milliseconds since the epoch. */
export interface Standing {
  /** Somebody asked through the API that nothing be written. */
  readonly pause?: PauseRequest;
  /** Why the last look wrote nothing, and since when that is so. */
  readonly withheld?: Withheld;
  /** The process that has announced the write which is pending; absent when none is. */
  readonly writer?: string;
  /** What a shadow would have done so far, beside what happened. */
  readonly shadow?: ShadowAccount;
}

export interface PauseRequest {
  readonly since: number;
  /** When it ends by itself; null when it does not. */
  readonly until: number | null;
  /** Who asked, as they said. */
  readonly by: string | null;
  /** Why, as they said. */
  readonly reason: string | null;
}

export interface Withheld {
  /** A word for machines: `TargetOwned`. */
  readonly code: string;
  /** What it is about: the autoscaler that has the size; empty where the code says all. */
  readonly about: string;
  readonly since: number;
}

/** The sizes that a shadow would have had, beside those that there were. */
export interface ShadowAccount {
  readonly since: number;
  /** The last look. */
  readonly at: number;
  /** The size that was there then; null when it could not be read. */
  readonly actual: number | null;
  /** The size that the shadow would have had from then on. */
  readonly shadow: number;
  /** How long it was compared, and how long the shadow would have had fewer or more replicas. */
  readonly seconds: { readonly counted: number; readonly fewer: number; readonly more: number };
  /** Replicas times seconds of that time. */
  readonly replicaSeconds: { readonly actual: number; readonly shadow: number };
}
