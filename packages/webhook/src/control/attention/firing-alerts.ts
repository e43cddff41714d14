import type { Alert } from '../../alertmanager/index.ts';

/** An alert that fires, as far as we were told. */
export interface FiringAlert {
  readonly fingerprint: string;
  readonly startsAt: number;
  /** When it no longer counts, unless it is delivered again until then. */
  readonly expiresAt: number;
}

/** What of an alert says whether it fires. */
export type AlertNotice = Pick<Alert, 'fingerprint' | 'status' | 'startsAt'>;

/** So many are remembered for one policy; of more, those that were delivered last. */
const mostAlerts = 100;

/**
 * The alerts of one policy as levels: deliveries come twice, late, in another order, or never, and
 * leave the same alerts firing whichever way. A resolve that is lost ends with the alert's lifetime.
 */
export class FiringAlerts {
  readonly #alerts = new Map<string, FiringAlert>();

  /** Takes note of a delivery. One about an earlier firing of the alert ends no later one. */
  note({ fingerprint, status, startsAt }: AlertNotice, now: number, lifetimeMs: number): void {
    const known = this.#alerts.get(fingerprint);
    if (status === 'resolved') {
      if (known !== undefined && known.startsAt <= startsAt) this.#alerts.delete(fingerprint);
      return;
    }
    // Taken out first, so that those delivered last stand last.
    this.#alerts.delete(fingerprint);
    this.#alerts.set(fingerprint, {
      fingerprint,
      startsAt: Math.max(startsAt, known?.startsAt ?? startsAt),
      expiresAt: now + lifetimeMs,
    });
    const [oldest] = this.#alerts.keys();
    if (this.#alerts.size > mostAlerts && oldest !== undefined) this.#alerts.delete(oldest);
  }

  /** Those that fire, after what has expired was forgotten. */
  firing(now: number): readonly FiringAlert[] {
    for (const { fingerprint, expiresAt } of this.#alerts.values()) {
      if (expiresAt <= now) this.#alerts.delete(fingerprint);
    }
    return [...this.#alerts.values()];
  }
}
