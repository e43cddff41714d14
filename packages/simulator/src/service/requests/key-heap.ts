/**
 * A binary heap of numbers, each with a whole number that it belongs to: the least key comes out
 * first. Keys may be equal; their order is then that of the heap, the same in every run.
 */
export class KeyHeap {
  #keys: Float64Array;
  #items: Int32Array;
  #size = 0;

  /** @param room entries to make room for at first. */
  constructor(room: number = 8) {
    this.#keys = new Float64Array(room);
    this.#items = new Int32Array(room);
  }

  get size(): number {
    return this.#size;
  }

  /** The least key; `Infinity` when the heap is empty. */
  get nextKey(): number {
    return this.#size === 0 ? Infinity : (this.#keys[0] as number);
  }

  /** The item of the least key. */
  get next(): number {
    return this.#items[0] as number;
  }

  push(key: number, item: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    const keys = this.#keys;
    const items = this.#items;
    let place = this.#size;
    this.#size += 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = keys[above] as number;
      if (parent <= key) break;
      keys[place] = parent;
      items[place] = items[above] as number;
      place = above;
    }
    keys[place] = key;
    items[place] = item;
  }

  /** Takes out the item of the least key. The heap must not be empty. */
  pop(): number {
    const keys = this.#keys;
    const items = this.#items;
    const top = items[0] as number;
    this.#size -= 1;
    const size = this.#size;
    if (size > 0) {
      const key = keys[size] as number;
      const item = items[size] as number;
      let place = 0;
      for (;;) {
        let below = 2 * place + 1;
        if (below >= size) break;
        if (below + 1 < size && (keys[below + 1] as number) < (keys[below] as number)) below += 1;
        const child = keys[below] as number;
        if (child >= key) break;
        keys[place] = child;
        items[place] = items[below] as number;
        place = below;
      }
      keys[place] = key;
      items[place] = item;
    }
    return top;
  }

  /**
   * Takes out an item wherever it stands, by looking through all of them.
   *
   * @returns whether it was there.
   */
  remove(item: number): boolean {
    const place = this.#items.subarray(0, this.#size).indexOf(item);
    if (place < 0) return false;
    const rest: [key: number, item: number][] = [];
    for (let index = 0; index < this.#size; index += 1) {
      if (index !== place) rest.push([this.#keys[index] as number, this.#items[index] as number]);
    }
    this.#size = 0;
    for (const [key, other] of rest) this.push(key, other);
    return true;
  }

  /** All items, in no order that matters. */
  items(): readonly number[] {
    return Array.from(this.#items.subarray(0, this.#size));
  }

  clear(): void {
    this.#size = 0;
  }

  #grow(): void {
    const keys = new Float64Array(2 * this.#keys.length);
    keys.set(this.#keys);
    const items = new Int32Array(2 * this.#items.length);
    items.set(this.#items);
    this.#keys = keys;
    this.#items = items;
  }
}
