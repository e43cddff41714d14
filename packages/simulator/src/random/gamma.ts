import type { RandomSource } from './random-source.ts';
import { drawNormal } from './ziggurat.ts';

/**
 * Gamma distributed numbers of scale 1 by Marsaglia & Tsang (ACM Trans. Math. Softw. 26, 2000); a
 * shape below 1 by their boost from shape + 1.
 *
 * @param shape > 0.
 * @returns a function that draws.
 */
export function gammaSampler(source: RandomSource, shape: number): () => number {
  if (shape < 1) {
    const larger = gammaSampler(source, shape + 1);
    return () => larger() * (1 - source.double()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return () => {
    for (;;) {
      const x = drawNormal(source);
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = 1 - source.double();
      if (Math.log(u) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
}
