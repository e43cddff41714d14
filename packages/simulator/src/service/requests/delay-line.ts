import { KeyHeap } from './key-heap.ts';

/**
 * A queue by instant for delays that are mostly alike: what falls due no earlier than all before it
 * goes into a ring in O(1), the rest into a heap.
 */
export class DelayLine {
  #times: Float64Array = new Float64Array(64);
  #items: Int32Array = new Int32Array(64);
  #first = 0;
  #size = 0;
  #last = -Infinity;
  readonly #heap: KeyHeap = new KeyHeap();

  /** The next instant; `Infinity` when nothing is delayed. */
  get nextTime(): number {
    const ring = this.#size === 0 ? Infinity : (this.#times[this.#first] as number);
    return Math.min(ring, this.#heap.nextKey);
  }

  push(time: number, item: number): void {
    if (this.#size > 0 && time < this.#last) {
      this.#heap.push(time, item);
      return;
    }
    if (this.#size === this.#times.length) this.#grow();
    const place = (this.#first + this.#size) & (this.#times.length - 1);
    this.#times[place] = time;
    this.#items[place] = item;
    this.#size += 1;
    this.#last = time;
  }

  /** Takes out the item of the next instant; there must be one. */
  shift(): number {
    const ring = this.#size === 0 ? Infinity : (this.#times[this.#first] as number);
    if (this.#heap.nextKey < ring) return this.#heap.pop();
    const item = this.#items[this.#first] as number;
    this.#first = (this.#first + 1) & (this.#times.length - 1);
    this.#size -= 1;
    return item;
  }

  /** Takes out an item wherever it stands, by looking through all of them. */
  remove(item: number): void {
    if (this.#heap.remove(item)) return;
    const mask = this.#times.length - 1;
    let kept = 0;
    for (let k = 0; k < this.#size; k += 1) {
      const from = (this.#first + k) & mask;
      if (this.#items[from] === item) continue;
      const to = (this.#first + kept) & mask;
      this.#times[to] = this.#times[from] as number;
      this.#items[to] = this.#items[from] as number;
      kept += 1;
    }
    this.#size = kept;
  }

  #grow(): void {
    const length = this.#times.length;
    const times = new Float64Array(2 * length);
    const items = new Int32Array(2 * length);
    for (let k = 0; k < this.#size; k += 1) {
      const place = (this.#first + k) & (length - 1);
      times[k] = this.#times[place] as number;
      items[k] = this.#items[place] as number;
    }
    this.#times = times;
    this.#items = items;
    this.#first = 0;
  }
}
