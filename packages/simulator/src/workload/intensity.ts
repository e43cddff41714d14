import { requirePositive } from '@flyball/core';
import type { Shape } from './shape.ts';

/**
 * A load as a staircase: `rates[i]` from `edges[i]` to `edges[i + 1]`. Both engines walk the same
 * stairs, so that they see the same load.
 */
export interface Intensity {
  /** Rising; one more than the rates. The last is the end of the run. */
  readonly edges: Float64Array;
  /** Requests per second. */
  readonly rates: Float64Array;
}

/**
 * Cuts a load into stairs: at most `step` wide, with an edge at every jump, each as high as the load
 * in its middle.
 *
 * @param duration seconds, > 0.
 * @param step seconds, > 0; default 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function intensityOf(shape: Shape, duration: number, step: number = 1): Intensity {
  requirePositive('duration', duration);
  requirePositive('step', step);
  const inside = shape.breaks.filter((at) => at > 0 && at < duration);
  const edges = edgesOf(inside, Math.ceil(duration / step), step, duration);
  const rates = new Float64Array(edges.length - 1);
  const { rate } = shape;
  for (let k = 0; k < rates.length; k += 1) {
    rates[k] = rate(((edges[k] as number) + (edges[k + 1] as number)) / 2);
  }
  return { edges, rates };
}

/** The grid and the breaks, both rising, as one list without doubles. */
function edgesOf(
  breaks: readonly number[],
  regular: number,
  step: number,
  duration: number,
): Float64Array {
  const edges = new Float64Array(regular + breaks.length + 1);
  let size = 0;
  let next = 0;
  const push = (at: number): void => {
    if (size > 0 && at <= (edges[size - 1] as number)) return;
    edges[size] = at;
    size += 1;
  };
  for (let k = 0; k < regular; k += 1) {
    const at = k * step;
    for (; next < breaks.length && (breaks[next] as number) < at; next += 1) {
      push(breaks[next] as number);
    }
    push(at);
  }
  for (; next < breaks.length; next += 1) push(breaks[next] as number);
  push(duration);
  return edges.subarray(0, size);
}
