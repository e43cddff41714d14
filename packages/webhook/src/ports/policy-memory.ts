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
