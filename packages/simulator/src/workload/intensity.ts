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
  const regular = Math.ceil(duration / step);
  const cuts = new Float64Array(regular + inside.length + 1);
  for (let k = 0; k < regular; k += 1) cuts[k] = k * step;
  cuts.set(inside, regular);
  cuts[cuts.length - 1] = duration;
  cuts.sort();
  const edges = cuts.filter((at, index) => index === 0 || at > (cuts[index - 1] ?? -1));
  const rates = new Float64Array(edges.length - 1);
  for (let k = 0; k < rates.length; k += 1) {
    rates[k] = shape.rate(((edges[k] ?? 0) + (edges[k + 1] ?? 0)) / 2);
  }
  return { edges, rates };
}
