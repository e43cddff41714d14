import type { RandomSource } from '../../random/index.ts';
import type { LoadOrder } from './load-order.ts';

/** How a request is given to one of the ready pods. */
export type BalancerKind = 'random' | 'round-robin' | 'least-requests' | 'power-of-two';

/**
 * Chooses a pod for each request among those that are ready.
 *
 * - `random`: each alike;
 * - `round-robin`: one after the other, in order of their number;
 * - `least-requests`: one with the fewest requests, waiting or in service; among equals each alike;
 * - `power-of-two`: the less loaded of two different ones drawn alike; the first drawn when equal.
 */
export class Balancer {
  readonly #kind: BalancerKind;
  readonly #source: RandomSource;
  /** Ready pods by rising number; the order of the round. */
  #ready: Int32Array = new Int32Array(16);
  #size = 0;
  #turn = 0;

  constructor(kind: BalancerKind, source: RandomSource) {
    this.#kind = kind;
    this.#source = source;
  }

  /** Ready pods. */
  get size(): number {
    return this.#size;
  }

  add(pod: number): void {
    if (this.#size === this.#ready.length) {
      const ready = new Int32Array(2 * this.#size);
      ready.set(this.#ready);
      this.#ready = ready;
    }
    let place = this.#size;
    while (place > 0 && (this.#ready[place - 1] as number) > pod) place -= 1;
    this.#ready.copyWithin(place + 1, place, this.#size);
    this.#ready[place] = pod;
    this.#size += 1;
    if (place < this.#turn) this.#turn += 1;
  }

  remove(pod: number): void {
    const place = this.#ready.subarray(0, this.#size).indexOf(pod);
    if (place < 0) return;
    this.#ready.copyWithin(place, place + 1, this.#size);
    this.#size -= 1;
    if (place < this.#turn) this.#turn -= 1;
  }

  /** The pod for the next request; some must be ready. */
  choose(order: LoadOrder, loadOf: (pod: number) => number): number {
    const size = this.#size;
    switch (this.#kind) {
      case 'random':
        return this.#ready[this.#below(size)] as number;
      case 'round-robin': {
        if (this.#turn >= size) this.#turn = 0;
        const pod = this.#ready[this.#turn] as number;
        this.#turn += 1;
        return pod;
      }
      case 'least-requests': {
        const count = order.leastCount;
        return order.at(count === 1 ? 0 : this.#below(count));
      }
      case 'power-of-two': {
        if (size === 1) return this.#ready[0] as number;
        const first = this.#below(size);
        const step = 1 + this.#below(size - 1);
        const second = first + step < size ? first + step : first + step - size;
        const one = this.#ready[first] as number;
        const other = this.#ready[second] as number;
        return loadOf(other) < loadOf(one) ? other : one;
      }
    }
  }

  /** A whole number from 0 to below `count`, each alike to within 2^-32. */
  #below(count: number): number {
    return Math.floor((this.#source.uint32() * count) / 4_294_967_296);
  }
}
