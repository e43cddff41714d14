import type { RandomSource } from '../random-source.ts';
import { doubleFrom32, doubleFrom64, words } from './words.ts';

/** A permuted congruential generator (M. E. O'Neill 2014). */
export interface Pcg extends RandomSource {
  /** The next word: 32 bits of pcg32, 64 bits of the others. */
  next(): bigint;
  /** The state before the next step. */
  readonly state: bigint;
  /** Moves so many steps ahead, or back when negative, in logarithmic time. */
  advance(delta: bigint): void;
}

interface Recipe {
  readonly stateBits: bigint;
  readonly outputBits: 32 | 64;
  readonly multiplier: bigint;
  /** Whether the output is made from the state after the step. */
  readonly outputAfterStep: boolean;
  output(state: bigint): bigint;
}

const word32 = words(32n);
const word64 = words(64n);
const CHEAP = 0xda94_2042_e4dd_58b5n;

/** PCG-XSH-RR 64/32. The increment must be odd. */
export function pcg32(state: bigint, increment: bigint): Pcg {
  return pcg(state, increment, {
    stateBits: 64n,
    outputBits: 32,
    multiplier: 6_364_136_223_846_793_005n,
    outputAfterStep: false,
    output: (s) => word32.rotate(word32.wrap(((s >> 18n) ^ s) >> 27n), (32n - (s >> 59n)) % 32n),
  });
}

/** numpy's PCG64, XSL-RR 128/64. The increment must be odd. */
export function pcg64(state: bigint, increment: bigint): Pcg {
  return pcg(state, increment, {
    stateBits: 128n,
    outputBits: 64,
    multiplier: 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645n,
    outputAfterStep: true,
    output: (s) => word64.rotate(word64.wrap((s >> 64n) ^ s), (64n - (s >> 122n)) % 64n),
  });
}

/** numpy's PCG64DXSM. The increment must be odd. */
export function pcg64Dxsm(state: bigint, increment: bigint): Pcg {
  return pcg(state, increment, {
    stateBits: 128n,
    outputBits: 64,
    multiplier: CHEAP,
    outputAfterStep: false,
    output(s) {
      let high = s >> 64n;
      high ^= high >> 32n;
      high = word64.wrap(high * CHEAP);
      high ^= high >> 48n;
      return word64.wrap(high * (word64.wrap(s) | 1n));
    },
  });
}

function pcg(initial: bigint, increment: bigint, recipe: Recipe): Pcg {
  if (increment % 2n !== 1n) {
    throw new RangeError(`increment must be a positive odd number, got ${increment}`);
  }
  const { wrap } = words(recipe.stateBits);
  const { multiplier, output, outputAfterStep, outputBits } = recipe;
  let state = wrap(initial);
  const next = (): bigint => {
    const before = state;
    state = wrap(state * multiplier + increment);
    return output(outputAfterStep ? state : before);
  };
  return {
    next,
    uint32: () => Number(outputBits === 32 ? next() : next() >> 32n),
    double: () =>
      outputBits === 32 ? doubleFrom32(Number(next()), Number(next())) : doubleFrom64(next()),
    get state() {
      return state;
    },
    advance(delta) {
      // The step is affine: squares of it are applied where delta has a bit (F. Brown 1994).
      let factor = multiplier;
      let offset = increment;
      for (let left = wrap(delta); left > 0n; left >>= 1n) {
        if (left & 1n) state = wrap(state * factor + offset);
        offset = wrap((factor + 1n) * offset);
        factor = wrap(factor * factor);
      }
    },
  };
}
