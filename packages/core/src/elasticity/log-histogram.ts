import {
  OctaveTable,
  requireInnerProbability,
  requireInteger,
  requireProbability,
} from '../numeric/index.ts';

/** A histogram as plain data: `buckets` are `[index, count]` with rising index. */
export interface LogHistogramData {
  readonly relativeError: number;
  readonly zeros: number;
  readonly buckets: readonly (readonly [index: number, count: number])[];
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
}

/**
 * A histogram with buckets of equal width in the logarithm, so that every quantile is known to a
 * fixed relative error, whatever the range (Masson, Rim & Lee, DDSketch, VLDB 2019).
 *
 * `gamma = (1+e)/(1-e)`; a value belongs to bucket `ceil(ln x/ln gamma)`, which stands for
 * `2 gamma^i/(gamma+1)`. Zeros are counted apart, below all buckets. Memory grows with the logarithm
 * of the range, never with the number of values. Merging adds counts, so any order of merging gives
 * the same quantiles.
 */
export class LogHistogram {
  readonly relativeError: number;
  readonly #perUnit: number;
  readonly #gamma: number;
  /** The bucket of the lower end of each cell of numbers, shared by all of one error. */
  readonly #table: OctaveTable;
  #counts: Float64Array = new Float64Array(0);
  /** The upper edge of each bucket. */
  #edges: Float64Array = new Float64Array(0);
  /** Bucket index of the first entry of the counts. */
  #first = 0;
  #zeros = 0;
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;

  /**
   * @param relativeError greatest relative error of a quantile, above 0 and below 1.
   * @throws RangeError for any other error.
   */
  constructor(relativeError: number = 0.01) {
    requireInnerProbability('relativeError', relativeError);
    this.relativeError = relativeError;
    this.#gamma = (1 + relativeError) / (1 - relativeError);
    this.#perUnit = 1 / Math.log(this.#gamma);
    this.#table = tableFor(relativeError, this.#perUnit);
  }

  /** How many values were recorded. */
  get count(): number {
    return this.#count;
  }

  /** Their sum. */
  get sum(): number {
    return this.#sum;
  }

  /** Their mean; `NaN` when there is none. */
  get mean(): number {
    return this.#sum / this.#count;
  }

  /** The least value; `Infinity` when there is none. */
  get min(): number {
    return this.#min;
  }

  /** The greatest value; `-Infinity` when there is none. */
  get max(): number {
    return this.#max;
  }

  /**
   * Counts a value.
   *
   * @param value >= 0 and finite.
   * @param times how often, > 0.
   * @throws RangeError for a value that is negative, infinite or not a number.
   */
  record(value: number, times: number = 1): void {
    if (value > 0 && value < Infinity) {
      let slot = this.#slotOf(this.#table.at(value));
      while (value > (this.#edges[slot] as number)) slot = this.#slotOf(this.#first + slot + 1);
      this.#counts[slot] = (this.#counts[slot] ?? 0) + times;
    } else if (value === 0) {
      this.#zeros += times;
    } else {
      throw new RangeError(`value must be a finite number >= 0, got ${value}`);
    }
    this.#count += times;
    this.#sum += value * times;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /**
   * Adds all that another histogram has counted.
   *
   * @throws RangeError when the other has another relative error.
   */
  merge(other: LogHistogram): void {
    if (other.relativeError !== this.relativeError) {
      throw new RangeError(
        `histograms must have the same relativeError, got ${this.relativeError} and ${other.relativeError}`,
      );
    }
    for (const [slot, times] of other.#counts.entries()) {
      if (times === 0) continue;
      const mine = this.#slotOf(other.#first + slot);
      this.#counts[mine] = (this.#counts[mine] ?? 0) + times;
    }
    this.#zeros += other.#zeros;
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  /**
   * The value of rank `q (count - 1)`, within the relative error.
   *
   * @param q 0 to 1.
   * @returns `NaN` when nothing was recorded.
   * @throws RangeError for any other q.
   */
  quantile(q: number): number {
    requireProbability('q', q);
    if (this.#count === 0) return Number.NaN;
    const rank = q * (this.#count - 1);
    let seen = this.#zeros;
    if (seen > rank) return 0;
    for (let slot = 0; slot < this.#counts.length; slot += 1) {
      seen += this.#counts[slot] ?? 0;
      if (seen > rank) return this.#valueOf(this.#first + slot);
    }
    return this.#max;
  }

  /**
   * The share of values above a threshold; the bucket that holds the threshold counts in proportion,
   * as if its values lay evenly in it.
   *
   * @param threshold >= 0.
   * @returns `NaN` when nothing was recorded.
   */
  shareAbove(threshold: number): number {
    if (this.#count === 0) return Number.NaN;
    const edge = threshold > 0 ? Math.ceil(Math.log(threshold) * this.#perUnit) : -Infinity;
    let above = threshold < 0 ? this.#zeros : 0;
    for (const [slot, times] of this.#counts.entries()) {
      const index = this.#first + slot;
      if (index > edge) above += times;
      else if (index === edge) {
        const high = this.#gamma ** index;
        above += (times * (high - threshold)) / (high - high / this.#gamma);
      }
    }
    return above / this.#count;
  }

  /** Forgets all values; room that was made stays. */
  clear(): void {
    this.#counts.fill(0);
    this.#zeros = 0;
    this.#count = 0;
    this.#sum = 0;
    this.#min = Infinity;
    this.#max = -Infinity;
  }

  /** Plain data that {@link LogHistogram.from} reads back. */
  toJSON(): LogHistogramData {
    const buckets: [number, number][] = [];
    for (const [slot, times] of this.#counts.entries()) {
      if (times > 0) buckets.push([this.#first + slot, times]);
    }
    return {
      relativeError: this.relativeError,
      zeros: this.#zeros,
      buckets,
      count: this.#count,
      sum: this.#sum,
      min: this.#count === 0 ? null : this.#min,
      max: this.#count === 0 ? null : this.#max,
    };
  }

  /**
   * A histogram from its plain data.
   *
   * @throws RangeError for an invalid relative error or bucket index.
   */
  static from(data: LogHistogramData): LogHistogram {
    const histogram = new LogHistogram(data.relativeError);
    for (const [index, times] of data.buckets) {
      requireInteger('bucket index', index, -100_000_000);
      const slot = histogram.#slotOf(index);
      histogram.#counts[slot] = (histogram.#counts[slot] ?? 0) + times;
    }
    histogram.#zeros = data.zeros;
    histogram.#count = data.count;
    histogram.#sum = data.sum;
    histogram.#min = data.min ?? Infinity;
    histogram.#max = data.max ?? -Infinity;
    return histogram;
  }

  #valueOf(index: number): number {
    return (2 * this.#gamma ** index) / (this.#gamma + 1);
  }

  #slotOf(index: number): number {
    const slot = index - this.#first;
    return slot >= 0 && slot < this.#counts.length ? slot : this.#makeRoom(index);
  }

  /** Widens the counts so that they cover a bucket, with some to spare; returns its slot. */
  #makeRoom(index: number): number {
    const length = this.#counts.length;
    const last = this.#first + length - 1;
    const spare = length === 0 ? 32 : Math.max(64, length >> 2);
    const low = length === 0 || index < this.#first ? index - spare : this.#first;
    const high = length === 0 || index > last ? index + spare : last;
    const counts = new Float64Array(high - low + 1);
    if (length > 0) counts.set(this.#counts, this.#first - low);
    this.#counts = counts;
    this.#edges = Float64Array.from(counts, (_, slot) => this.#gamma ** (low + slot));
    this.#first = low;
    return index - low;
  }
}

const tables = new Map<number, OctaveTable>();

function tableFor(relativeError: number, perUnit: number): OctaveTable {
  const known = tables.get(relativeError);
  if (known !== undefined) return known;
  const table = new OctaveTable((lower) => Math.ceil(Math.log(lower) * perUnit));
  tables.set(relativeError, table);
  return table;
}
