import { goSort } from '../numbers/go-sort.ts';

type Less = (one: number, other: number) => boolean;

/** Smaller first, NaN before everything. */
export const below: Less = (one, other) => Number.isNaN(one) || one < other;

/** Larger first, NaN before everything. */
export const above: Less = (one, other) => Number.isNaN(one) || one > other;

/**
 * Places of the values that are chosen when there is room for so many, those that the order puts
 * last first; NaN only if there is nothing else. Equal values come as Prometheus' binary heap leaves
 * them.
 */
export function choose(
  places: readonly number[],
  values: readonly number[],
  wanted: number,
  less: Less,
): readonly number[] {
  const valueAt = (place: number | undefined) => values[place ?? -1] ?? Number.NaN;
  const heap = new PlaceHeap((one, other) => less(valueAt(one), valueAt(other)));
  for (const place of places) {
    if (heap.places.length < wanted) {
      heap.push(place);
      continue;
    }
    const [worst, value] = [valueAt(heap.places[0]), valueAt(place)];
    const better = Number.isNaN(worst)
      ? !Number.isNaN(value)
      : !Number.isNaN(value) && less(worst, value);
    if (better) heap.replaceTop(place);
  }
  return goSort([...heap.places], (one, other) => less(valueAt(other), valueAt(one)));
}

/** A binary heap that moves its elements as Go's container/heap does. */
class PlaceHeap {
  readonly places: number[] = [];
  readonly #less: (one: number | undefined, other: number | undefined) => boolean;

  constructor(less: (one: number | undefined, other: number | undefined) => boolean) {
    this.#less = less;
  }

  push(place: number): void {
    this.places.push(place);
    let child = this.places.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#less(this.places[child], this.places[parent])) break;
      this.#swap(parent, child);
      child = parent;
    }
  }

  replaceTop(place: number): void {
    this.places[0] = place;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.places.length) break;
      const right = child + 1;
      if (right < this.places.length && this.#less(this.places[right], this.places[child])) {
        child = right;
      }
      if (!this.#less(this.places[child], this.places[parent])) break;
      this.#swap(parent, child);
      parent = child;
    }
  }

  #swap(one: number, other: number): void {
    const moved = this.places[one] ?? 0;
    this.places[one] = this.places[other] ?? 0;
    this.places[other] = moved;
  }
}
