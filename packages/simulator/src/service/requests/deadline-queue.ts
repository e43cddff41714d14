/**
 * Deadlines that all lie the same span after they are set, so that they fall due in the order in which
 * they were set: a ring instead of a heap. An entry whose request has ended is stale and is dropped
 * when it comes to the front.
 */
export class DeadlineQueue {
  #times: Float64Array = new Float64Array(64);
  #ids: Int32Array = new Int32Array(64);
  #serials: Int32Array = new Int32Array(64);
  #first = 0;
  #size = 0;

  /** The next deadline; `Infinity` when there is none. */
  get nextTime(): number {
    return this.#size === 0 ? Infinity : (this.#times[this.#first] as number);
  }

  /** The request of the next deadline. */
  get nextId(): number {
    return this.#ids[this.#first] as number;
  }

  push(time: number, id: number, serial: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const place = (this.#first + this.#size) & (this.#times.length - 1);
    this.#times[place] = time;
    this.#ids[place] = id;
    this.#serials[place] = serial;
    this.#size += 1;
  }

  /** Takes out the next deadline. */
  shift(): void {
    this.#first = (this.#first + 1) & (this.#times.length - 1);
    this.#size -= 1;
  }

  /** Drops entries at the front whose request has ended. */
  dropStale(serials: Int32Array): void {
    while (
      this.#size > 0 &&
      serials[this.#ids[this.#first] as number] !== this.#serials[this.#first]
    ) {
      this.shift();
    }
  }

  #grow(): void {
    const length = this.#times.length;
    const times = new Float64Array(2 * length);
    const ids = new Int32Array(2 * length);
    const serials = new Int32Array(2 * length);
    for (let k = 0; k < this.#size; k += 1) {
      const place = (this.#first + k) & (length - 1);
      times[k] = this.#times[place] as number;
      ids[k] = this.#ids[place] as number;
      serials[k] = this.#serials[place] as number;
    }
    this.#times = times;
    this.#ids = ids;
    this.#serials = serials;
    this.#first = 0;
  }
}
