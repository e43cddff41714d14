/**
 * Which of some numbered things comes next: a binary heap of instants that knows where each thing
 * stands, so that an instant can be moved in O(log n). Things without an instant stand at `Infinity`.
 */
export class IndexedHeap {
  #times: Float64Array;
  #heap: Int32Array;
  #places: Int32Array;
  #size = 0;

  /** @param room things to make room for at first; more are added as they come. */
  constructor(room: number = 16) {
    this.#times = new Float64Array(room).fill(Infinity);
    this.#heap = new Int32Array(room);
    this.#places = new Int32Array(room).fill(-1);
  }

  /** The least instant; `Infinity` when nothing stands in the heap. */
  get nextTime(): number {
    return this.#size === 0 ? Infinity : (this.#times[this.#heap[0] as number] as number);
  }

  /** The thing with the least instant. */
  get next(): number {
    return this.#heap[0] as number;
  }

  /** Moves a thing to an instant; `Infinity` takes it out. */
  set(thing: number, time: number): void {
    if (thing >= this.#times.length) this.#grow(thing + 1);
    let place = this.#places[thing] as number;
    if (place < 0) {
      if (time === Infinity) return;
      place = this.#size;
      this.#size += 1;
      this.#times[thing] = time;
      this.#up(thing, time, place);
      return;
    }
    const before = this.#times[thing] as number;
    this.#times[thing] = time;
    if (time < before) this.#up(thing, time, place);
    else if (time > before) {
      if (time === Infinity) this.#remove(thing, place);
      else this.#down(thing, time, place);
    }
  }

  #remove(thing: number, place: number): void {
    this.#size -= 1;
    this.#places[thing] = -1;
    if (place === this.#size) return;
    const moved = this.#heap[this.#size] as number;
    const time = this.#times[moved] as number;
    const parent = place > 0 ? (this.#heap[(place - 1) >> 1] as number) : -1;
    if (parent >= 0 && time < (this.#times[parent] as number)) this.#up(moved, time, place);
    else this.#down(moved, time, place);
  }

  #up(thing: number, time: number, from: number): void {
    const heap = this.#heap;
    const times = this.#times;
    const places = this.#places;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as number;
      if ((times[parent] as number) <= time) break;
      heap[place] = parent;
      places[parent] = place;
      place = above;
    }
    heap[place] = thing;
    places[thing] = place;
  }

  #down(thing: number, time: number, from: number): void {
    const heap = this.#heap;
    const times = this.#times;
    const places = this.#places;
    const size = this.#size;
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= size) break;
      let child = heap[below] as number;
      let childTime = times[child] as number;
      if (below + 1 < size) {
        const other = heap[below + 1] as number;
        const otherTime = times[other] as number;
        if (otherTime < childTime) {
          below += 1;
          child = other;
          childTime = otherTime;
        }
      }
      if (childTime >= time) break;
      heap[place] = child;
      places[child] = place;
      place = below;
    }
    heap[place] = thing;
    places[thing] = place;
  }

  #grow(least: number): void {
    const room = Math.max(least, 2 * this.#times.length);
    const times = new Float64Array(room).fill(Infinity);
    times.set(this.#times);
    const heap = new Int32Array(room);
    heap.set(this.#heap);
    const places = new Int32Array(room).fill(-1);
    places.set(this.#places);
    this.#times = times;
    this.#heap = heap;
    this.#places = places;
  }
}
