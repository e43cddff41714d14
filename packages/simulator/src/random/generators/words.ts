/** Arithmetic on unsigned words of a given width. */
export interface Words {
  /** The value modulo 2^bits. */
  wrap(value: bigint): bigint;
  /** Rotates to the left. */
  rotate(value: bigint, by: bigint): bigint;
}

/** Unsigned arithmetic for words of `bits` bits. */
export function words(bits: bigint): Words {
  const mask = (1n << bits) - 1n;
  return {
    wrap: (value) => value & mask,
    rotate: (value, by) => ((value << by) | (value >> ((bits - by) % bits))) & mask,
  };
}

/** 53 bits of a word of 64, from 0 to below 1. */
export function doubleFrom64(word: bigint): number {
  return Number(word >> 11n) / 9_007_199_254_740_992;
}

/** 53 bits of two words of 32, the first drawn first, from 0 to below 1. */
export function doubleFrom32(first: number, second: number): number {
  return ((first >>> 5) * 67_108_864 + (second >>> 6)) / 9_007_199_254_740_992;
}
