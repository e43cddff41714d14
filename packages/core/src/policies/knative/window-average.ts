export type WindowAlgorithm = 'linear' | 'weighted-exponential';

/** The weights of a window add up to this at least, where they are not held up by `leastWeight`. */
const covered = 0.9999;
/** No newest bucket weighs less, however long the window. */
const leastWeight = 0.2;
const decimals = 1e6;

/**
 * The average of what was recorded over a sliding window, in buckets, as Knative Serving 0.51 has
 * it: `linear` by the number of buckets that can hold data, rounded to six decimals; or
 * `weighted-exponential`, newest buckets first. Instants and durations in milliseconds.
 */
export class WindowAverage {
  readonly algorithm: WindowAlgorithm;
  readonly granularity: number;
  #window: number;
  #buckets: Float64Array<ArrayBuffer>;
  #total = 0;
  /** Both are starts of buckets. Null and -Infinity before anything is recorded. */
  #firstWrite: number | null = null;
  #lastWrite = Number.NEGATIVE_INFINITY;

  constructor(algorithm: WindowAlgorithm, window: number, granularity: number) {
    this.algorithm = algorithm;
    this.granularity = granularity;
    this.#window = window;
    this.#buckets = new Float64Array(Math.ceil(window / granularity));
  }

  /** Adds to the bucket of an instant; one that is a window or more before the newest is ignored. */
  record(at: number, value: number): void {
    const start = this.#startOf(at);
    if (start !== this.#lastWrite) {
      if (start + this.#window <= this.#lastWrite) return;
      if (this.#firstWrite === null || this.#firstWrite > start) this.#firstWrite = start;
      if (start > this.#lastWrite) this.#advanceTo(start);
    }
    const place = this.#placeOf(start);
    this.#buckets[place] = (this.#buckets[place] ?? 0) + value;
    this.#total += value;
  }

  /** Whether nothing was recorded within a window before the instant. */
  isEmpty(at: number): boolean {
    return this.#startOf(at) - this.#lastWrite > this.#window;
  }

  average(at: number): number {
    return this.algorithm === 'linear' ? this.#linear(at) : this.#weighted(at);
  }

  /**
   * Changes the window, and keeps what fits.
   *
   * @param at now: what was recorded more than a window before is let go
   */
  resize(window: number, at: number): void {
    if (window === this.#window) return;
    const old = this.#buckets;
    const buckets = new Float64Array(Math.ceil(window / this.granularity));
    let total = 0;
    if (this.isEmpty(at)) this.#firstWrite = null;
    else {
      const last = this.#indexOf(this.#lastWrite);
      const kept = Math.min(buckets.length, old.length);
      for (let back = 0; back < kept; back++) {
        const value = old[modulo(last - back, old.length)] ?? 0;
        buckets[modulo(last - back, buckets.length)] = value;
        total += value;
      }
      this.#firstWrite = this.#lastWrite - (old.length - 1) * this.granularity;
    }
    this.#window = window;
    this.#buckets = buckets;
    this.#total = total;
  }

  #linear(at: number): number {
    const start = this.#startOf(at);
    const since = start - this.#lastWrite;
    if (since >= this.#window) return 0;
    let total = this.#total;
    let outdated = 0;
    if (since > 0) {
      const last = this.#indexOf(this.#lastWrite);
      outdated = this.#indexOf(start) - last;
      for (let index = last + 1; index <= last + outdated; index++) {
        total -= this.#buckets[modulo(index, this.#buckets.length)] ?? 0;
      }
    }
    const written =
      this.#firstWrite === null
        ? Number.POSITIVE_INFINITY
        : Math.trunc((this.#lastWrite - this.#firstWrite) / this.granularity) + 1;
    const counted = Math.min(written, this.#buckets.length - outdated);
    return Math.round((total / counted) * decimals) / decimals;
  }

  #weighted(at: number): number {
    if (this.isEmpty(at)) return 0;
    const { length } = this.#buckets;
    const share = Math.max(1 - (1 - covered) ** (1 / length), leastWeight);
    const silent = Math.max(
      0,
      Math.trunc((this.#startOf(at) - this.#lastWrite) / this.granularity),
    );
    const newest = this.#indexOf(Math.min(this.#startOf(at), this.#lastWrite));
    let weight = share * (1 - share) ** silent;
    let average = 0;
    for (let back = 0; back < length - silent; back++) {
      average += (this.#buckets[modulo(newest - back, length)] ?? 0) * weight;
      weight *= 1 - share;
    }
    return average;
  }

  #advanceTo(start: number): void {
    if (start - this.#lastWrite >= this.#window) {
      this.#firstWrite = start;
      this.#buckets.fill(0);
      this.#total = 0;
    } else {
      const last = this.#indexOf(start);
      for (let index = this.#indexOf(this.#lastWrite) + 1; index <= last; index++) {
        const place = modulo(index, this.#buckets.length);
        this.#total -= this.#buckets[place] ?? 0;
        this.#buckets[place] = 0;
      }
    }
    this.#lastWrite = start;
  }

  #startOf(at: number): number {
    return this.#indexOf(at) * this.granularity;
  }

  #indexOf(at: number): number {
    return Math.floor(at / this.granularity);
  }

  #placeOf(at: number): number {
    return modulo(this.#indexOf(at), this.#buckets.length);
  }
}

function modulo(index: number, length: number): number {
  return ((index % length) + length) % length;
}
