import { requireFinite, requireNonNegative, requirePositive } from '@flyball/core';
import type { Shape } from '../shape.ts';
import type { FlashWorkload } from '../workload.ts';

/** @throws RangeError for arguments outside their ranges. */
export function flashShape({ peak, start, rampUp, plateau, decay }: FlashWorkload): Shape {
  requireNonNegative('peak', peak);
  requireFinite('start', start);
  requireNonNegative('rampUp', rampUp);
  requireNonNegative('plateau', plateau);
  requirePositive('decay', decay);
  const top = start + rampUp;
  const leaving = top + plateau;
  return {
    rate(t) {
      if (t < start) return 0;
      if (t < top) return (peak * (t - start)) / rampUp;
      return t < leaving ? peak : peak * Math.exp(-(t - leaving) / decay);
    },
    breaks: [...new Set([start, top, leaving])],
  };
}
