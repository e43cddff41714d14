import { complementaryErrorFunction } from '@flyball/core';
import type { RandomSource } from './random-source.ts';

const LAYERS = 256;

/**
 * The layers of a ziggurat: boxes of equal area that cover a falling density (Marsaglia & Tsang,
 * J. Stat. Softw. 5, 2000). `widths[0]` is that of the box with the tail, as if it were one.
 */
interface Layers {
  readonly widths: Float64Array;
  readonly heights: Float64Array;
}

function layersOf(
  density: (x: number) => number,
  inverse: (y: number) => number,
  edge: number,
  tailArea: number,
): Layers {
  const area = edge * density(edge) + tailArea;
  const widths = new Float64Array(LAYERS + 1);
  const heights = new Float64Array(LAYERS + 1);
  widths[0] = area / density(edge);
  widths[1] = edge;
  heights[1] = density(edge);
  for (let layer = 2; layer < LAYERS; layer += 1) {
    const below = widths[layer - 1] ?? edge;
    const height = (heights[layer - 1] ?? 0) + area / below;
    heights[layer] = height;
    widths[layer] = inverse(height);
  }
  heights[LAYERS] = 1;
  return { widths, heights };
}

/** Where the tails begin, so that 256 layers close exactly. */
const EXPONENTIAL_EDGE = 7.697_117_470_131_05;
const NORMAL_EDGE = 3.654_152_885_361_009;

const EXPONENTIAL = layersOf(
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
  EXPONENTIAL_EDGE,
  Math.exp(-EXPONENTIAL_EDGE),
);

const NORMAL = layersOf(
  (x) => Math.exp((-x * x) / 2),
  (y) => Math.sqrt(-2 * Math.log(y)),
  NORMAL_EDGE,
  Math.sqrt(Math.PI / 2) * complementaryErrorFunction(NORMAL_EDGE / Math.SQRT2),
);

/**
 * A number of the exponential law of mean 1. Two draws give 53 bits for the place in a layer and eight
 * others for the layer, so that the two do not depend on each other.
 */
export function drawExponential(source: RandomSource): number {
  const { widths, heights } = EXPONENTIAL;
  let beyond = 0;
  for (;;) {
    const first = source.uint32();
    const second = source.uint32();
    const layer = ((first & 31) << 3) | (second & 7);
    const unit = ((first >>> 5) * 67_108_864 + (second >>> 6)) / 9_007_199_254_740_992;
    const x = unit * (widths[layer] as number);
    if (x < (widths[layer + 1] as number)) return beyond + x;
    if (layer === 0) {
      // Beyond the edge the law is the same again.
      beyond += EXPONENTIAL_EDGE;
      continue;
    }
    const low = heights[layer] as number;
    const high = heights[layer + 1] as number;
    if (low + (high - low) * source.double() < Math.exp(-x)) return beyond + x;
  }
}

/** A number of the standard normal law, in the same way; a ninth bit is its sign. */
export function drawNormal(source: RandomSource): number {
  const { widths, heights } = NORMAL;
  for (;;) {
    const first = source.uint32();
    const second = source.uint32();
    const layer = ((first & 31) << 3) | (second & 7);
    const unit = ((first >>> 5) * 67_108_864 + (second >>> 6)) / 9_007_199_254_740_992;
    const x = unit * (widths[layer] as number);
    const negative = (second & 8) !== 0;
    if (x < (widths[layer + 1] as number)) return negative ? -x : x;
    if (layer === 0) return negative ? -normalTail(source) : normalTail(source);
    const low = heights[layer] as number;
    const high = heights[layer + 1] as number;
    if (low + (high - low) * source.double() < Math.exp((-x * x) / 2)) return negative ? -x : x;
  }
}

/** A normal number beyond the edge (Marsaglia, Technometrics 6, 1964). */
function normalTail(source: RandomSource): number {
  for (;;) {
    const x = -Math.log(1 - source.double()) / NORMAL_EDGE;
    const y = -Math.log(1 - source.double());
    if (2 * y > x * x) return NORMAL_EDGE + x;
  }
}
