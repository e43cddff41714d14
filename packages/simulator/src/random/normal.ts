import type { RandomSource } from './random-source.ts';

/**
 * Standard normal numbers by the polar method (Marsaglia & Bray, SIAM Review 6, 1964): two from each
 * point in the unit disc, the second kept for the next call.
 *
 * @returns a function that draws.
 */
export function normalSampler(source: RandomSource): () => number {
  let spare = 0;
  let hasSpare = false;
  return () => {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    for (;;) {
      const x = 2 * source.double() - 1;
      const y = 2 * source.double() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      hasSpare = true;
      return x * scale;
    }
  };
}
