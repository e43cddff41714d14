import { CompensatedSum } from '../numbers/compensated-sum.ts';
import { EvaluationError } from '../plan/evaluation-error.ts';
import type { Window } from '../plan/window.ts';
import type { RangeFunction } from './range-function.ts';

/** The slope per second of the line through the samples. */
export const deriv: RangeFunction = (window) =>
  window.size < 2 ? undefined : fit(window, window.times[window.from] ?? 0).slope;

/** Where that line will be in so many seconds. */
export const predictLinear: RangeFunction = (window, [seconds = 0]) => {
  if (window.size < 2) return undefined;
  const { slope, intercept } = fit(window, window.at);
  return slope * seconds + intercept;
};

interface Line {
  readonly slope: number;
  /** The line's value at the instant that was asked about. */
  readonly intercept: number;
}

/** Least squares with compensated sums; seconds count from `origin`, in milliseconds. */
function fit({ times, values, from, to }: Window, origin: number): Line {
  const first = values[from] ?? 0;
  const x = new CompensatedSum();
  const y = new CompensatedSum();
  const xy = new CompensatedSum();
  const xx = new CompensatedSum();
  let constant = true;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? 0;
    if (i > from && value !== first) constant = false;
    const seconds = ((times[i] ?? 0) - origin) / 1000;
    x.add(seconds);
    y.add(value);
    xy.add(seconds * value);
    xx.add(seconds * seconds);
  }
  if (constant) {
    const flat = Math.abs(first) !== Number.POSITIVE_INFINITY;
    return flat ? { slope: 0, intercept: first } : { slope: Number.NaN, intercept: Number.NaN };
  }
  const count = to - from;
  const covariance = xy.total - (x.total * y.total) / count;
  const variance = xx.total - (x.total * x.total) / count;
  const slope = covariance / variance;
  return { slope, intercept: y.total / count - (slope * x.total) / count };
}

/** Holt's smoothing of level and trend, by the two factors. */
export const doubleExponentialSmoothing: RangeFunction = (
  { values, from, to },
  [levelFactor = Number.NaN, trendFactor = Number.NaN],
) => {
  for (const factor of [levelFactor, trendFactor]) {
    if (factor <= 0 || factor >= 1) {
      throw new EvaluationError('parameter', `a smoothing factor of ${factor} is not in (0, 1)`);
    }
  }
  if (to - from < 2) return undefined;
  let before = 0;
  let level = values[from] ?? 0;
  let trend = (values[from + 1] ?? 0) - level;
  for (let i = from + 1; i < to; i++) {
    if (i > from + 1) trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
    const next = levelFactor * (values[i] ?? 0) + (1 - levelFactor) * (level + trend);
    before = level;
    level = next;
  }
  return level;
};
