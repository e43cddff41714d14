import type { RandomSource } from '../random-source.ts';
import { doubleFrom32, doubleFrom64, words } from './words.ts';

/** A counter-based generator: block k is a function of the counter and the key alone. */
export interface Philox extends RandomSource {
  /** The next word, of the generator's width. */
  next(): bigint;
}

interface Recipe {
  readonly bits: 32 | 64;
  readonly multipliers: readonly [bigint, bigint];
  readonly bumps: readonly [bigint, bigint];
}

/** Philox 4x32 with 10 rounds (Salmon, Moraes, Dror & Shaw, SC 2011). */
export function philox4x32(counter: readonly bigint[], key: readonly bigint[]): Philox {
  return philox(counter, key, {
    bits: 32,
    multipliers: [0xd251_1f53n, 0xcd9e_8d57n],
    bumps: [0x9e37_79b9n, 0xbb67_ae85n],
  });
}

/** Philox 4x64 with 10 rounds. */
export function philox4x64(counter: readonly bigint[], key: readonly bigint[]): Philox {
  return philox(counter, key, {
    bits: 64,
    multipliers: [0xd2e7_470e_e14c_6c93n, 0xca5a_8263_9512_1157n],
    bumps: [0x9e37_79b9_7f4a_7c15n, 0xbb67_ae85_84ca_a73bn],
  });
}

function philox(counter: readonly bigint[], key: readonly bigint[], recipe: Recipe): Philox {
  if (counter.length !== 4 || key.length !== 2) {
    throw new RangeError(
      `counter must be 4 words and key 2, got ${counter.length} and ${key.length}`,
    );
  }
  const bits = BigInt(recipe.bits);
  let position = counter.reduceRight((sum, word) => (sum << bits) | word, 0n);
  const whole = words(4n * bits);
  let block: readonly bigint[] = [];
  let used = 4;
  const next = (): bigint => {
    if (used === 4) {
      block = philoxBlock(position, key, recipe);
      position = whole.wrap(position + 1n);
      used = 0;
    }
    const word = block[used] ?? 0n;
    used += 1;
    return word;
  };
  return {
    next,
    uint32: () => Number(recipe.bits === 32 ? next() : next() >> 32n),
    double: () =>
      recipe.bits === 32 ? doubleFrom32(Number(next()), Number(next())) : doubleFrom64(next()),
  };
}

function philoxBlock(position: bigint, key: readonly bigint[], recipe: Recipe): bigint[] {
  const bits = BigInt(recipe.bits);
  const { wrap } = words(bits);
  const [multiplyA, multiplyB] = recipe.multipliers;
  const [bumpA, bumpB] = recipe.bumps;
  let [a, b, c, d] = [0n, 1n, 2n, 3n].map((word) => wrap(position >> (word * bits))) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  let [keyA = 0n, keyB = 0n] = key;
  for (let round = 0; round < 10; round += 1) {
    const productA = multiplyA * a;
    const productB = multiplyB * c;
    [a, b, c, d] = [
      (productB >> bits) ^ b ^ keyA,
      wrap(productB),
      (productA >> bits) ^ d ^ keyB,
      wrap(productA),
    ];
    keyA = wrap(keyA + bumpA);
    keyB = wrap(keyB + bumpB);
  }
  return [a, b, c, d];
}
