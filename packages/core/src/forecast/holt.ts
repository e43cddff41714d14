import {
  requireFinite,
  requireInteger,
  requireProbability,
  requireSample,
} from '../numeric/index.ts';
import type { Smoothed, SmoothingParameters } from './exponential-smoothing.ts';

/** Simple smoothing and a trend of its own. */
export interface HoltParameters extends SmoothingParameters {
  /** Weight of the newest change of level in the trend, 0 to 1. */
  readonly beta: number;
  /** Share of the trend that lasts one step; 1 is undamped. */
  readonly damping: number;
  /** Trend per step before the first value. */
  readonly initialTrend: number;
}

/** A smoothed series with its trend after each value. */
export interface HoltSmoothed extends Smoothed {
  readonly trends: readonly number[];
}

/**
 * Holt's linear trend, damped or not: `l = alpha y + (1-alpha)(l' + phi b')`,
 * `b = beta (l - l') + (1-beta) phi b'`, forecast `l + (phi + .. + phi^h) b` (Hyndman &
 * Athanasopoulos, 8.2).
 *
 * @param y values, oldest first, at least one.
 * @param horizon how many values ahead, integer >= 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function holt(
  y: readonly number[],
  parameters: HoltParameters,
  horizon: number,
): HoltSmoothed {
  const { alpha, beta, damping, initialLevel, initialTrend } = parameters;
  requireSample('y', y);
  requireProbability('alpha', alpha);
  requireProbability('beta', beta);
  requireProbability('damping', damping);
  requireFinite('initialLevel', initialLevel);
  requireFinite('initialTrend', initialTrend);
  requireInteger('horizon', horizon);
  const levels: number[] = [];
  const trends: number[] = [];
  const fitted: number[] = [];
  let level = initialLevel;
  let trend = initialTrend;
  let sse = 0;
  for (const value of y) {
    const expected = level + damping * trend;
    fitted.push(expected);
    sse += (value - expected) ** 2;
    const next = alpha * value + (1 - alpha) * expected;
    trend = beta * (next - level) + (1 - beta) * damping * trend;
    level = next;
    levels.push(level);
    trends.push(trend);
  }
  return { levels, trends, fitted, forecast: trendAhead(level, trend, damping, horizon), sse };
}

/** `level + (phi + .. + phi^h) trend` for h = 1 .. horizon. */
export function trendAhead(
  level: number,
  trend: number,
  damping: number,
  horizon: number,
): number[] {
  let lasting = 0;
  let power = 1;
  return Array.from({ length: horizon }, () => {
    power *= damping;
    lasting += power;
    return level + lasting * trend;
  });
}
