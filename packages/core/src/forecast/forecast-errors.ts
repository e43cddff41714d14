import { mean } from 'simple-statistics';
import { requireInteger, requireSameLength, requireSample } from '../numeric/index.ts';
import { pinballLoss } from './pinball-loss.ts';

/** How far forecasts were off; null where a score is not defined. */
export interface ForecastErrors {
  readonly mae: number;
  readonly rmse: number;
  /** Mean of forecast - actual: positive when too high. */
  readonly bias: number;
  /** Percent; null when any actual value is 0. */
  readonly mape: number | null;
  /** Percent, over the values that are not 0; null when all are. */
  readonly mapeNonZero: number | null;
  /** Percent, mean of `200 |e|/(|actual| + |forecast|)`; a pair of zeros counts as no error. */
  readonly smape: number;
  /** Percent, `100 sum |e|/sum |actual|`; null when all actual values are 0. */
  readonly wape: number | null;
  /** MAE over that of the seasonal naive forecast within the history; null when that one is 0. */
  readonly mase: number | null;
  /** Mean pinball loss for each of `taus`. */
  readonly pinball: readonly number[];
}

/**
 * The usual scores of a forecast (Hyndman & Koehler, Int. J. Forecasting 22, 2006).
 *
 * @param actual at least one value.
 * @param forecast as many.
 * @param history values before the first actual one, more than one period.
 * @param period values in a season, integer >= 1.
 * @param taus quantiles for the pinball loss, above 0 and below 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function forecastErrors(
  actual: readonly number[],
  forecast: readonly number[],
  history: readonly number[],
  period: number,
  taus: readonly number[],
): ForecastErrors {
  requireSample('actual', actual);
  requireSample('forecast', forecast);
  requireSameLength('actual', actual, 'forecast', forecast);
  requireInteger('period', period, 1);
  requireSample('history', history, period + 1);
  const pairs = actual.map((value, t) => ({ value, error: (forecast[t] ?? Number.NaN) - value }));
  const mae = mean(pairs.map(({ error }) => Math.abs(error)));
  const shares = pairs
    .filter(({ value }) => value !== 0)
    .map(({ value, error }) => 100 * Math.abs(error / value));
  const mapeNonZero = shares.length > 0 ? mean(shares) : null;
  const size = mean(actual.map(Math.abs));
  const seasonal = mean(
    history.slice(period).map((value, t) => Math.abs(value - (history[t] ?? Number.NaN))),
  );
  return {
    mae,
    rmse: Math.sqrt(mean(pairs.map(({ error }) => error * error))),
    bias: mean(pairs.map(({ error }) => error)),
    mape: shares.length === pairs.length ? mapeNonZero : null,
    mapeNonZero,
    smape: mean(
      pairs.map(({ value, error }) => {
        const scale = Math.abs(value) + Math.abs(value + error);
        return scale === 0 ? 0 : (200 * Math.abs(error)) / scale;
      }),
    ),
    wape: size === 0 ? null : (100 * mae) / size,
    mase: seasonal === 0 ? null : mae / seasonal,
    pinball: taus.map((tau) => pinballLoss(actual, forecast, tau)),
  };
}
