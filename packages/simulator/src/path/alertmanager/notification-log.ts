/** What a webhook was last told about a group: which alerts, by their labels, and when. */
export interface NotificationEntry {
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
  readonly at: number;
  readonly expiresAt: number;
}

const COLLECTION_INTERVAL = 15 * 60_000;
const RETENTION = 120 * 3_600_000;

/** What webhooks were told. Expired entries go every quarter of an hour since the start. */
export class NotificationLog {
  readonly #entries = new Map<string, NotificationEntry>();
  #nextCollection: number;

  constructor(startedAt: number) {
    this.#nextCollection = startedAt + COLLECTION_INTERVAL;
  }

  get(key: string): NotificationEntry | undefined {
    return this.#entries.get(key);
  }

  set(
    key: string,
    told: Pick<NotificationEntry, 'firing' | 'resolved'>,
    at: number,
    repeatInterval: number,
  ): void {
    const expiresAt = at + Math.min(RETENTION, 2 * repeatInterval);
    this.#entries.set(key, { ...told, at, expiresAt });
  }

  collectUntil(now: number): void {
    for (; this.#nextCollection <= now; this.#nextCollection += COLLECTION_INTERVAL) {
      for (const [key, { expiresAt }] of this.#entries) {
        if (expiresAt <= this.#nextCollection) this.#entries.delete(key);
      }
    }
  }
}
