import {
  requireFinite,
  requireInteger,
  requireProbability,
  requireSample,
} from '../numeric/index.ts';
import { type HoltParameters, type HoltSmoothed, trendAhead } from './holt.ts';

/** Holt's trend and a season that repeats. */
export interface HoltWintersParameters extends HoltParameters {
  /** Weight of the newest value in its season's entry, 0 to 1. */
  readonly gamma: number;
  /** Values in a season, integer >= 1. */
  readonly period: number;
  /** One entry per phase; the first is used for the first value. */
  readonly initialSeasonal: readonly number[];
  /**
   * What a value's seasonal part is measured from: `previous`, the level expected before it (Hyndman;
   * statsmodels), or `current`, the level after it (Winters 1960; R's HoltWinters). `current` with
   * gamma equals `previous` with `gamma (1 - alpha)`.
   */
  readonly seasonalForm: 'previous' | 'current';
}

/** A smoothed series with its trend and its season's entry after each value. */
export interface HoltWintersSmoothed extends HoltSmoothed {
  readonly seasonals: readonly number[];
}

/**
 * Additive Holt-Winters (Hyndman & Athanasopoulos, 8.3). The forecast of each phase uses the latest
 * entry of that phase.
 *
 * @param y values, oldest first, at least one, none missing.
 * @param horizon how many values ahead, integer >= 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function holtWintersAdditive(
  y: readonly number[],
  parameters: HoltWintersParameters,
  horizon: number,
): HoltWintersSmoothed {
  checkParameters(y, parameters, horizon);
  const { alpha, beta, gamma, damping, period, seasonalForm } = parameters;
  const season = [...parameters.initialSeasonal];
  const levels: number[] = [];
  const trends: number[] = [];
  const seasonals: number[] = [];
  const fitted: number[] = [];
  let level = parameters.initialLevel;
  let trend = parameters.initialTrend;
  let sse = 0;
  for (const [t, value] of y.entries()) {
    const phase = t % period;
    const entry = season[phase] ?? 0;
    const expected = level + damping * trend;
    fitted.push(expected + entry);
    sse += (value - expected - entry) ** 2;
    const next = alpha * (value - entry) + (1 - alpha) * expected;
    trend = beta * (next - level) + (1 - beta) * damping * trend;
    level = next;
    const base = seasonalForm === 'previous' ? expected : level;
    const updated = gamma * (value - base) + (1 - gamma) * entry;
    season[phase] = updated;
    levels.push(level);
    trends.push(trend);
    seasonals.push(updated);
  }
  const forecast = trendAhead(level, trend, damping, horizon).map(
    (value, ahead) => value + (season[(y.length + ahead) % period] ?? 0),
  );
  return { levels, trends, seasonals, fitted, forecast, sse };
}

function checkParameters(
  y: readonly number[],
  parameters: HoltWintersParameters,
  horizon: number,
): void {
  requireSample('y', y);
  for (const name of ['alpha', 'beta', 'gamma', 'damping'] as const) {
    requireProbability(name, parameters[name]);
  }
  requireFinite('initialLevel', parameters.initialLevel);
  requireFinite('initialTrend', parameters.initialTrend);
  requireInteger('period', parameters.period, 1);
  requireInteger('horizon', horizon);
  requireSample('initialSeasonal', parameters.initialSeasonal, parameters.period);
}
