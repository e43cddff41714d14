import { requireInnerProbability, requireSameLength, requireSample } from '../numeric/index.ts';

/**
 * Mean pinball loss `max(tau e, (tau-1) e)` with e = actual - forecast: least for the tau quantile
 * (Koenker & Bassett, Econometrica 46, 1978).
 *
 * @param actual at least one value.
 * @param forecast as many.
 * @param tau above 0 and below 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function pinballLoss(
  actual: readonly number[],
  forecast: readonly number[],
  tau: number,
): number {
  requireSample('actual', actual);
  requireSameLength('actual', actual, 'forecast', forecast);
  requireInnerProbability('tau', tau);
  const total = actual.reduce((sum, value, t) => {
    const error = value - (forecast[t] ?? Number.NaN);
    return sum + Math.max(tau * error, (tau - 1) * error);
  }, 0);
  return total / actual.length;
}
