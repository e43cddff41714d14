import type { RandomSource } from '../random-source.ts';
import { doubleFrom64, words } from './words.ts';

const { wrap, rotate } = words(64n);

/** What makes one generator of the xoroshiro family: its step and its leaps. */
interface Recipe {
  /** Returns the output and moves the state. */
  step(state: bigint[]): bigint;
  readonly jump: readonly bigint[];
  readonly longJump: readonly bigint[];
}

/** A generator of 64 bits a step whose state is a few words, linear over bits. */
export interface LinearGenerator extends RandomSource {
  /** The next 64 bits. */
  uint64(): bigint;
  /** The state before the next step. */
  readonly state: readonly bigint[];
  /** Moves half of the state's width in powers of two ahead: 2^64 or 2^128 steps. */
  jump(): void;
  /** Moves three quarters of the state's width ahead: 2^96 or 2^192 steps. */
  longJump(): void;
}

/** xoroshiro128+ 1.0 (Blackman & Vigna), state of two words. */
export function xoroshiro128Plus(state: readonly bigint[]): LinearGenerator {
  return linearGenerator(state, 2, {
    step(s) {
      const [a = 0n, b = 0n] = s;
      const mixed = a ^ b;
      s[0] = rotate(a, 24n) ^ mixed ^ wrap(mixed << 16n);
      s[1] = rotate(mixed, 37n);
      return wrap(a + b);
    },
    jump: [0xdf90_0294_d8f5_54a5n, 0x1708_65df_4b32_01fcn],
    longJump: [0xd2a9_8b26_625e_ee7bn, 0xdddf_9b10_90aa_7ac1n],
  });
}

/** xoshiro256** 1.0 (Blackman & Vigna), state of four words. */
export function xoshiro256StarStar(state: readonly bigint[]): LinearGenerator {
  return linearGenerator(state, 4, {
    step(s) {
      const [a = 0n, b = 0n, c = 0n, d = 0n] = s;
      const third = c ^ a;
      const fourth = d ^ b;
      s[1] = b ^ third;
      s[0] = a ^ fourth;
      s[2] = third ^ wrap(b << 17n);
      s[3] = rotate(fourth, 45n);
      return wrap(rotate(wrap(b * 5n), 7n) * 9n);
    },
    jump: [
      0x180e_c6d3_3cfd_0aban,
      0xd5a6_1266_f0c9_392cn,
      0xa958_2618_e03f_c9aan,
      0x39ab_dc45_29b1_661cn,
    ],
    longJump: [
      0x76e1_5d3e_fefd_cbbfn,
      0xc500_4e44_1c52_2fb3n,
      0x7771_0069_854e_e241n,
      0x3910_9bb0_2acb_e635n,
    ],
  });
}

function linearGenerator(
  initial: readonly bigint[],
  size: number,
  recipe: Recipe,
): LinearGenerator {
  if (initial.length !== size || initial.every((word) => word === 0n)) {
    throw new RangeError(`state must be ${size} words that are not all zero`);
  }
  let state = initial.map(wrap);
  const leap = (polynomial: readonly bigint[]): void => {
    const reached = state.map(() => 0n);
    for (const word of polynomial) {
      for (let bit = 0n; bit < 64n; bit += 1n) {
        if ((word >> bit) & 1n) {
          for (const [index, part] of state.entries())
            reached[index] = (reached[index] ?? 0n) ^ part;
        }
        recipe.step(state);
      }
    }
    state = reached;
  };
  const uint64 = (): bigint => recipe.step(state);
  return {
    uint64,
    uint32: () => Number(uint64() >> 32n),
    double: () => doubleFrom64(uint64()),
    get state() {
      return [...state];
    },
    jump: () => leap(recipe.jump),
    longJump: () => leap(recipe.longJump),
  };
}
