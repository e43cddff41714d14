import {
  requireFinite,
  requireInteger,
  requireProbability,
  requireSample,
} from '../numeric/index.ts';

/** Where simple exponential smoothing starts and how fast it forgets. */
export interface SmoothingParameters {
  /** Weight of the newest value, 0 to 1. */
  readonly alpha: number;
  /** Level before the first value. */
  readonly initialLevel: number;
}

/** What a smoother made of a series; lists run over the values seen. */
export interface Smoothed {
  /** Level after each value. */
  readonly levels: readonly number[];
  /** What each value was expected to be, before it was seen. */
  readonly fitted: readonly number[];
  readonly forecast: readonly number[];
  /** Sum of squared differences between values and `fitted`. */
  readonly sse: number;
}

/**
 * Simple exponential smoothing: `level = alpha y + (1-alpha) level`, forecast flat (Hyndman &
 * Athanasopoulos, Forecasting: Principles and Practice, 8.1).
 *
 * @param y values, oldest first, at least one.
 * @param horizon how many values ahead, integer >= 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function simpleExponentialSmoothing(
  y: readonly number[],
  { alpha, initialLevel }: SmoothingParameters,
  horizon: number,
): Smoothed {
  requireSample('y', y);
  requireProbability('alpha', alpha);
  requireFinite('initialLevel', initialLevel);
  requireInteger('horizon', horizon);
  const levels: number[] = [];
  const fitted: number[] = [];
  let level = initialLevel;
  let sse = 0;
  for (const value of y) {
    fitted.push(level);
    sse += (value - level) ** 2;
    level = alpha * value + (1 - alpha) * level;
    levels.push(level);
  }
  return { levels, fitted, forecast: Array.from({ length: horizon }, () => level), sse };
}
