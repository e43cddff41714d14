import { requireFinite, requireNonNegative, requirePositive } from '@flyball/core';
import type { Shape } from '../shape.ts';
import type { RampWorkload, StepWorkload } from '../workload.ts';

/** @throws RangeError for a rate that is negative. */
export function constantShape(rate: number): Shape {
  requireNonNegative('rate', rate);
  return { rate: () => rate, breaks: [] };
}

/** @throws RangeError when rates and changes do not fit, or changes do not rise. */
export function stepShape({ rates, changes }: StepWorkload): Shape {
  if (rates.length !== changes.length + 1) {
    throw new RangeError(
      `rates must hold one more entry than changes, got ${rates.length} and ${changes.length}`,
    );
  }
  for (const [index, rate] of rates.entries()) requireNonNegative(`rates[${index}]`, rate);
  for (const [index, change] of changes.entries()) {
    requirePositive(`changes[${index}] - the one before`, change - (changes[index - 1] ?? -1));
  }
  return {
    rate(t) {
      const passed = changes.findIndex((change) => t < change);
      return rates[passed < 0 ? changes.length : passed] ?? 0;
    },
    breaks: changes,
  };
}

/** @throws RangeError for negative rates, or an end that is not after the start. */
export function rampShape({ from, to, start, end }: RampWorkload): Shape {
  requireNonNegative('from', from);
  requireNonNegative('to', to);
  requireFinite('start', start);
  requirePositive('end - start', end - start);
  return {
    rate(t) {
      const share = Math.max(0, Math.min(1, (t - start) / (end - start)));
      return from + (to - from) * share;
    },
    breaks: [start, end],
  };
}
