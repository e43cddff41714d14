import { requirePositive } from '@flyball/core';
import type { WebhookMessage } from '../alertmanager/index.ts';
import type { Process } from '../timing/index.ts';

/** Why the policy is looked at. */
export type AttentionCause =
  /** The webhook has just started: it takes note of the size that there is. */
  | 'start'
  /** A delivery came. */
  | 'alert'
  /** It is awake, and the sync period is over. */
  | 'awake'
  /** The last decision named this instant. */
  | 'deadline'
  /** It sleeps, and is looked at now and then all the same. */
  | 'safety';

export interface AttentionLook {
  readonly at: number;
  readonly cause: AttentionCause;
}

/** What came of a look, as far as it decides about the next one. */
export interface LookResult {
  /** Whether nothing was changed and nothing was missing. */
  readonly steady: boolean;
  /** When time alone may change the decision; null for never. */
  readonly nextDeadline: number | null;
}

/** Milliseconds. */
export interface AttentionOptions {
  readonly startedAt: number;
  /** How often a policy is looked at while it is awake; 15,000 by default. */
  readonly syncPeriod?: number;
  /** How often while it sleeps; 300,000 by default. */
  readonly safetyPeriod?: number;
  /**
   * Whether the webhook looks by itself too; true by default. Without timers it looks when it starts
   * and when it is called.
   */
  readonly timers?: boolean;
}

const NEVER: AttentionLook = { at: Number.POSITIVE_INFINITY, cause: 'safety' };

/**
 * The webhook's attention for one policy: a delivery wakes it and is looked at at once; awake, it is
 * looked at every sync period and when the decision says so, until its alerts are resolved and the
 * decision is steady with nothing to wait for. `looked` must follow every look.
 */
export class Attention implements Process<AttentionLook> {
  readonly #syncPeriod: number;
  readonly #safetyPeriod: number;
  readonly #timers: boolean;
  readonly #firing = new Set<string>();
  #next: AttentionLook;

  /** @throws {RangeError} if a period is not positive */
  constructor(options: AttentionOptions) {
    const { startedAt, syncPeriod = 15_000, safetyPeriod = 300_000, timers = true } = options;
    requirePositive('syncPeriod', syncPeriod);
    requirePositive('safetyPeriod', safetyPeriod);
    this.#syncPeriod = syncPeriod;
    this.#safetyPeriod = safetyPeriod;
    this.#timers = timers;
    this.#next = { at: startedAt, cause: 'start' };
  }

  /** Whether an alert of the policy fires, as far as deliveries have told. */
  get alerted(): boolean {
    return this.#firing.size > 0;
  }

  /** A delivery has come; resolved alerts are a reason to look like firing ones. */
  deliver({ alerts }: WebhookMessage, at: number): void {
    for (const { status, fingerprint } of alerts) {
      if (status === 'firing') this.#firing.add(fingerprint);
      else this.#firing.delete(fingerprint);
    }
    this.#next = { at, cause: 'alert' };
  }

  nextEventAt(): number {
    return this.#next.at;
  }

  advance(to: number): readonly AttentionLook[] {
    if (this.#next.at > to) return [];
    const look = this.#next;
    // Until it is known what came of the look, it is as if nothing had.
    this.#next = this.#timers ? { at: look.at + this.#syncPeriod, cause: 'awake' } : NEVER;
    return [look];
  }

  /** Says what came of the look at an instant. A delivery meanwhile has its own look. */
  looked(at: number, { steady, nextDeadline }: LookResult): void {
    if (!this.#timers || (this.#next.cause === 'alert' && this.#next.at >= at)) return;
    const awake = this.alerted || !steady || nextDeadline !== null;
    if (!awake) {
      this.#next = { at: at + this.#safetyPeriod, cause: 'safety' };
      return;
    }
    const sync = at + this.#syncPeriod;
    const deadline = nextDeadline ?? Number.POSITIVE_INFINITY;
    this.#next =
      deadline < sync
        ? { at: Math.max(deadline, at + 1), cause: 'deadline' }
        : { at: sync, cause: 'awake' };
  }
}
