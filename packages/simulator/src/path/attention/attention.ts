import {
  type LookResult,
  type NextLookCause,
  nextLook,
  phaseOf,
  requirePositive,
} from '@flyball/core';
import type { WebhookMessage } from '../alertmanager/index.ts';
import type { Process } from '../timing/index.ts';

/** Why the policy is looked at: by the rhythm of the webhook, or */
export type AttentionCause =
  | NextLookCause
  /** because the webhook has just started, */
  | 'start'
  /** or a delivery came. */
  | 'alert';

export interface AttentionLook {
  readonly at: number;
  readonly cause: AttentionCause;
}

/** What came of a look, as far as it decides about the next one. */
export interface TakenLook extends LookResult {
  /** Whether it found nothing out, or could do nothing about it. */
  readonly troubled: boolean;
}

/** Milliseconds. */
export interface AttentionOptions {
  readonly startedAt: number;
  /** The policy's `namespace/name`, which decides where in its periods its looks stand. */
  readonly policy: string;
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
 * The webhook's attention for one policy: a delivery wakes it and is looked at at once; after each
 * look core's `nextLook` says when the next one is due. `looked` must follow every look.
 */
export class Attention implements Process<AttentionLook> {
  readonly #settings: { readonly syncPeriod: number; readonly safetyPeriod: number };
  readonly #phase: number;
  readonly #timers: boolean;
  readonly #firing = new Set<string>();
  #troubles = 0;
  #next: AttentionLook;

  /** @throws {RangeError} if a period is not positive */
  constructor(options: AttentionOptions) {
    const { startedAt, policy, syncPeriod = 15_000, safetyPeriod = 300_000 } = options;
    requirePositive('syncPeriod', syncPeriod);
    requirePositive('safetyPeriod', safetyPeriod);
    this.#settings = { syncPeriod, safetyPeriod };
    this.#phase = phaseOf(policy);
    this.#timers = options.timers ?? true;
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
    // Until it is known what came of the look, it is as if it had failed to tell.
    this.#next = this.#timers ? { at: look.at + this.#settings.syncPeriod, cause: 'retry' } : NEVER;
    return [look];
  }

  /** Says what came of the look at an instant. A delivery meanwhile has its own look. */
  looked(at: number, { troubled, ...look }: TakenLook): void {
    this.#troubles = troubled ? this.#troubles + 1 : 0;
    if (!this.#timers || (this.#next.cause === 'alert' && this.#next.at >= at)) return;
    const { due, cause } = nextLook({
      look,
      alerted: this.alerted,
      troubles: this.#troubles,
      settings: this.#settings,
      phase: this.#phase,
      now: at,
    });
    this.#next = { at: due, cause };
  }
}
