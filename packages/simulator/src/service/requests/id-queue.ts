/** A first-in-first-out queue of whole numbers that grows as needed. */
export class IdQueue {
  #ring: Int32Array = new Int32Array(8);
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(id: number): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#first + this.#size) & (this.#ring.length - 1)] = id;
    this.#size += 1;
  }

  /** The oldest; the queue must not be empty. */
  get next(): number {
    return this.#ring[this.#first] as number;
  }

  /** Takes out the oldest; the queue must not be empty. */
  shift(): number {
    const id = this.#ring[this.#first] as number;
    this.#first = (this.#first + 1) & (this.#ring.length - 1);
    this.#size -= 1;
    return id;
  }

  /** Takes out one wherever it stands, by looking through all; returns whether it was there. */
  remove(id: number): boolean {
    const kept: number[] = [];
    const before = this.#size;
    while (this.#size > 0) {
      const other = this.shift();
      if (other !== id) kept.push(other);
    }
    for (const other of kept) this.push(other);
    return kept.length < before;
  }

  #grow(): void {
    const ring = new Int32Array(2 * this.#ring.length);
    for (let k = 0; k < this.#size; k += 1) {
      ring[k] = this.#ring[(this.#first + k) & (this.#ring.length - 1)] as number;
    }
    this.#ring = ring;
    this.#first = 0;
  }
}
