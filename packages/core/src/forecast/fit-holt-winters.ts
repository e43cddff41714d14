import { mean } from 'simple-statistics';
import {
  minimise,
  requireInnerProbability,
  requireInteger,
  requireSample,
} from '../numeric/index.ts';
import { type HoltWintersParameters, holtWintersAdditive } from './holt-winters.ts';
import { pinballLoss } from './pinball-loss.ts';

/** Parameters found for a series, and how well they tell the next value. */
export interface FittedHoltWinters {
  readonly parameters: HoltWintersParameters;
  /** Mean pinball loss of the one-step forecasts, from the second season on. */
  readonly loss: number;
}

/**
 * Finds the weights of additive Holt-Winters for a series: Nelder-Mead on the mean pinball loss of
 * its one-step forecasts. With a quantile above 1/2 a forecast that is too low costs more than one
 * that is too high, which is what a forecast of demand needs.
 *
 * The start is the classical one (Hyndman & Athanasopoulos, 8.3): the level is the mean of the first
 * season, the trend the mean change from the first season to the second, the season what is left.
 *
 * @param y values, oldest first, at least two periods, none missing.
 * @param period values in a season, integer >= 2.
 * @param quantile what the loss aims at, above 0 and below 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function fitHoltWinters(
  y: readonly number[],
  period: number,
  quantile: number = 0.5,
): FittedHoltWinters {
  requireInteger('period', period, 2);
  requireSample('y', y, 2 * period);
  requireInnerProbability('quantile', quantile);
  const first = y.slice(0, period);
  const level = mean(first);
  const trend = (mean(y.slice(period, 2 * period)) - level) / period;
  const start = {
    period,
    damping: 1,
    seasonalForm: 'previous',
    initialLevel: level,
    initialTrend: trend,
    initialSeasonal: first.map((value) => value - level),
  } as const;
  const parametersOf = ([alpha, beta, gamma]: readonly number[]): HoltWintersParameters => ({
    ...start,
    alpha: logistic(alpha),
    beta: logistic(beta),
    gamma: logistic(gamma),
  });
  const seen = y.slice(period);
  const found = minimise(
    (point) => {
      const { fitted } = holtWintersAdditive(y, parametersOf(point), 0);
      return pinballLoss(seen, fitted.slice(period), quantile);
    },
    [-1, -3, -2],
    { step: 1, tolerance: 1e-8, maxEvaluations: 600 },
  );
  return { parameters: parametersOf(found.at), loss: found.value };
}

/** From any number to one between 0 and 1. */
function logistic(x = 0): number {
  return 1 / (1 + Math.exp(-x));
}
