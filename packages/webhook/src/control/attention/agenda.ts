interface Item {
  readonly key: string;
  due: number;
  /** Where it stands in the heap. */
  place: number;
}

/**
 * When each key is due, the earliest first: a binary heap whose items know their places, so that
 * setting and removing one of 10,000 costs a dozen steps.
 */
export class Agenda {
  readonly #heap: Item[] = [];
  readonly #items = new Map<string, Item>();

  /** The earliest instant at which anything is due. */
  get next(): number {
    return this.#heap[0]?.due ?? Number.POSITIVE_INFINITY;
  }

  /** When the key is due; undefined when it is not on the agenda. */
  due(key: string): number | undefined {
    return this.#items.get(key)?.due;
  }

  /** Puts the key on the agenda, or moves it there. */
  set(key: string, due: number): void {
    const known = this.#items.get(key);
    if (known === undefined) {
      const item = { key, due, place: this.#heap.length };
      this.#items.set(key, item);
      this.#heap.push(item);
      this.#rise(item);
      return;
    }
    known.due = due;
    this.#rise(known);
    this.#sink(known);
  }

  delete(key: string): void {
    const item = this.#items.get(key);
    if (item === undefined) return;
    this.#items.delete(key);
    const last = this.#heap.pop();
    if (last === undefined || last === item) return;
    this.#put(last, item.place);
    this.#rise(last);
    this.#sink(last);
  }

  /** Takes the key that is due first off the agenda, if it is due by `now`. */
  take(now: number): { readonly key: string; readonly due: number } | undefined {
    const [first] = this.#heap;
    if (first === undefined || first.due > now) return undefined;
    this.delete(first.key);
    return first;
  }

  #put(item: Item, place: number): void {
    this.#heap[place] = item;
    item.place = place;
  }

  #rise(item: Item): void {
    for (;;) {
      const parent = this.#heap[(item.place - 1) >> 1];
      if (item.place === 0 || parent === undefined || parent.due <= item.due) return;
      this.#exchange(item, parent);
    }
  }

  #sink(item: Item): void {
    for (;;) {
      const left = this.#heap[2 * item.place + 1];
      const right = this.#heap[2 * item.place + 2];
      if (left === undefined) return;
      const child = right !== undefined && right.due < left.due ? right : left;
      if (child.due >= item.due) return;
      this.#exchange(child, item);
    }
  }

  #exchange(one: Item, other: Item): void {
    const { place } = one;
    this.#put(one, other.place);
    this.#put(other, place);
  }
}
