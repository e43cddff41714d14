import type { StoredAlert } from './posted-alert.ts';
import { mergeAlerts } from './posted-alert.ts';

const COLLECTION_INTERVAL = 30 * 60_000;

/** Every alert that Alertmanager knows. Resolved ones go every half hour since its start. */
export class AlertStore {
  readonly #alerts = new Map<string, StoredAlert>();
  #nextCollection: number;

  constructor(startedAt: number) {
    this.#nextCollection = startedAt + COLLECTION_INTERVAL;
  }

  /** What is kept of an alert that has come. */
  put(alert: StoredAlert, now: number): StoredAlert {
    const { key } = alert.labels;
    const old = this.#alerts.get(key);
    const kept = old === undefined ? alert : mergeAlerts(old, alert, now);
    this.#alerts.set(key, kept);
    return kept;
  }

  values(): Iterable<StoredAlert> {
    return this.#alerts.values();
  }

  collectUntil(now: number): void {
    for (; this.#nextCollection <= now; this.#nextCollection += COLLECTION_INTERVAL) {
      for (const [key, { endsAt }] of this.#alerts) {
        if (endsAt <= this.#nextCollection) this.#alerts.delete(key);
      }
    }
  }
}
