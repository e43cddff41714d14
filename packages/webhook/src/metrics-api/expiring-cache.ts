import type { Clock } from '../ports/index.ts';

export interface ExpiringCacheOptions<Value> {
  readonly clock: Clock;
  /** So many answers are kept at most; the oldest goes first. */
  readonly capacity: number;
  /**
   * For how long an answer counts, in milliseconds. With 0 it is shared only by those who ask while
   * it is being made.
   */
  readonly lifetimeOf: (value: Value) => number;
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  /** Infinite while the answer is being made. */
  expiresAt: number;
}

/** Makes each answer once for all who ask for it at the same time, and keeps it for a while. */
export class ExpiringCache<Value> {
  readonly #options: ExpiringCacheOptions<Value>;
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(options: ExpiringCacheOptions<Value>) {
    this.#options = options;
  }

  /** How many answers are kept or being made. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * The answer of a key; `make` is called when there is none that counts. What it throws is thrown
   * to all who wait for it, and not kept.
   */
  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known !== undefined && known.expiresAt > this.#options.clock.now()) return known.value;
    const entry: Entry<Value> = { value: make(), expiresAt: Number.POSITIVE_INFINITY };
    // Behind all others: the order of the map is that of age.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#makeRoom();
    entry.value.then(
      (value) => this.#settle(key, entry, this.#options.lifetimeOf(value)),
      () => this.#settle(key, entry, 0),
    );
    return entry.value;
  }

  #settle(key: string, entry: Entry<Value>, lifetime: number): void {
    entry.expiresAt = this.#options.clock.now() + lifetime;
    if (lifetime <= 0 && this.#entries.get(key) === entry) this.#entries.delete(key);
  }

  #makeRoom(): void {
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#options.capacity) return;
      this.#entries.delete(oldest);
    }
  }
}
