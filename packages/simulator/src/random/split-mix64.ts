const MASK: bigint = 0xffff_ffff_ffff_ffffn;

/**
 * SplitMix64 (Steele, Lea & Flood, OOPSLA 2014): turns one seed of 64 bits into as many well mixed
 * words as a generator needs for its state.
 */
export class SplitMix64 {
  #state: bigint;

  /** @param seed taken modulo 2^64. */
  constructor(seed: bigint) {
    this.#state = seed & MASK;
  }

  /** The next word, 0 to 2^64 - 1. */
  next(): bigint {
    this.#state = (this.#state + 0x9e37_79b9_7f4a_7c15n) & MASK;
    let z = this.#state;
    z = ((z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn) & MASK;
    return z ^ (z >> 31n);
  }

  /** The state, 64 bits. */
  get state(): bigint {
    return this.#state;
  }
}
