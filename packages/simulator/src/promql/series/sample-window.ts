const FIRST_CAPACITY = 16;

/**
 * The samples of one series, oldest first, in typed arrays that slide: what is older than the
 * retention makes room for what comes. The newest sample is never dropped by sliding.
 */
export class SampleWindow {
  times: Float64Array = new Float64Array(FIRST_CAPACITY);
  values: Float64Array = new Float64Array(FIRST_CAPACITY);
  /** Samples stand at first ≤ i < end. */
  first = 0;
  end = 0;
  /** Where the newest sample stands that is below the one before it; -1 if none was seen. */
  lastDrop = -1;

  get size(): number {
    return this.end - this.first;
  }

  /** The time of the newest sample, -Infinity without one. */
  get newest(): number {
    return this.size === 0 ? Number.NEGATIVE_INFINITY : (this.times[this.end - 1] ?? 0);
  }

  /** Adds a sample that is newer than all others. What is not after `keepAfter` may go. */
  append(at: number, value: number, keepAfter: number): void {
    if (this.end === this.times.length) this.#makeRoom(keepAfter);
    if (this.size > 0 && value < (this.values[this.end - 1] ?? 0)) this.lastDrop = this.end;
    this.times[this.end] = at;
    this.values[this.end] = value;
    this.end++;
  }

  /** Where the first sample after an instant stands, `end` if there is none. */
  firstAfter(at: number): number {
    const { times } = this;
    let low = this.first;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Drops what is not after an instant. */
  dropUntil(at: number): void {
    this.first = this.firstAfter(at);
  }

  /** Drops what is after an instant. */
  dropAfter(at: number): void {
    this.end = this.firstAfter(at);
  }

  #makeRoom(keepAfter: number): void {
    this.first = Math.min(this.firstAfter(keepAfter), Math.max(this.first, this.end - 1));
    const { first, size } = this;
    if (first >= this.times.length / 2) {
      this.times.copyWithin(0, first, this.end);
      this.values.copyWithin(0, first, this.end);
    } else {
      this.times = grown(this.times, first, this.end);
      this.values = grown(this.values, first, this.end);
    }
    this.lastDrop = Math.max(-1, this.lastDrop - first);
    this.first = 0;
    this.end = size;
  }
}

function grown(from: Float64Array, first: number, end: number): Float64Array {
  const larger = new Float64Array(from.length * 2);
  larger.set(from.subarray(first, end));
  return larger;
}
