import type { RandomSource } from './random-source.ts';
import { SplitMix64 } from './split-mix64.ts';

/** The state of a generator: four words of 32 bits, not all zero. */
export type Xoshiro128State = readonly [number, number, number, number];

/** The polynomials that stand for 2^64 and 2^96 steps. */
const JUMP = [0x8764_000b, 0xf542_d2d3, 0x6fa0_35c3, 0x77f2_db5b] as const;
const LONG_JUMP = [0xb523_952e, 0x0b6f_099f, 0xccf5_a0ef, 0x1c58_0662] as const;

/**
 * xoshiro128** 1.1 (Blackman & Vigna, ACM Trans. Math. Softw. 47, 2021): 32 bits a step, period
 * 2^128 - 1, in plain integer arithmetic, so that a seed gives the same stream on every machine.
 */
export class Xoshiro128 implements RandomSource {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * @param state four words, not all zero.
   * @throws RangeError for a state of zeros, from which nothing but zeros comes.
   */
  constructor(state: Xoshiro128State) {
    if (state.every((word) => word >>> 0 === 0)) {
      throw new RangeError('state must not be all zero; use fromSeed for any seed');
    }
    [this.#a, this.#b, this.#c, this.#d] = state.map((word) => word | 0) as [
      number,
      number,
      number,
      number,
    ];
  }

  /** A generator whose state SplitMix64 fills, low half of each word first. */
  static fromSeed(seed: bigint): Xoshiro128 {
    const mix = new SplitMix64(seed);
    const [first, second] = [mix.next(), mix.next()];
    const low = (word: bigint): number => Number(word & 0xffff_ffffn);
    return new Xoshiro128([low(first), low(first >> 32n), low(second), low(second >> 32n)]);
  }

  /** The state before the next step, as unsigned words. */
  get state(): Xoshiro128State {
    return [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#d >>> 0];
  }

  uint32(): number {
    const b = this.#b;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ (b << 9);
    this.#d = (d << 11) | (d >>> 21);
    return result >>> 0;
  }

  double(): number {
    const high = this.uint32() >>> 5;
    return (high * 67_108_864 + (this.uint32() >>> 6)) / 9_007_199_254_740_992;
  }

  /** Moves 2^64 steps ahead: the next of 2^64 streams that do not overlap. */
  jump(): void {
    this.#leap(JUMP);
  }

  /** Moves 2^96 steps ahead: the next of 2^32 places that leave room for 2^32 jumps each. */
  longJump(): void {
    this.#leap(LONG_JUMP);
  }

  /** A generator of its own at the same place of the stream. */
  clone(): Xoshiro128 {
    return new Xoshiro128(this.state);
  }

  #leap(polynomial: readonly number[]): void {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (const word of polynomial) {
      for (let bit = 0; bit < 32; bit += 1) {
        if ((word >>> bit) & 1) {
          a ^= this.#a;
          b ^= this.#b;
          c ^= this.#c;
          d ^= this.#d;
        }
        this.uint32();
      }
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }
}
