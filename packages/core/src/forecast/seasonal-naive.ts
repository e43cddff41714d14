import { requireInteger, requireSample } from '../numeric/index.ts';
import { sampleQuantile } from './quantiles.ts';

/**
 * The next values are those of the last season: `y[n - period + (k mod period)]`. The baseline that
 * any other forecast has to beat.
 *
 * @param y past values, oldest first, at least one period.
 * @param period values in a season, integer >= 1.
 * @param horizon how many values ahead, integer >= 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function seasonalNaive(y: readonly number[], period: number, horizon: number): number[] {
  requireInteger('period', period, 1);
  requireInteger('horizon', horizon);
  requireSample('y', y, period);
  return Array.from(
    { length: horizon },
    (_, k) => y[y.length - period + (k % period)] ?? Number.NaN,
  );
}

/**
 * Quantiles of what the last seasons had at the same phase: `forecast[h][i]` belongs to
 * `probabilities[i]`. With probability 1 it is the largest of those seasons.
 *
 * @param y past values, oldest first, at least `seasons` periods.
 * @param period values in a season, integer >= 1.
 * @param seasons how many seasons to look back, integer >= 1.
 * @param probabilities 0 to 1.
 * @param horizon how many values ahead, integer >= 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function seasonalQuantile(
  y: readonly number[],
  period: number,
  seasons: number,
  probabilities: readonly number[],
  horizon: number,
): number[][] {
  requireInteger('period', period, 1);
  requireInteger('seasons', seasons, 1);
  requireInteger('horizon', horizon);
  requireSample('y', y, period * seasons);
  return Array.from({ length: horizon }, (_, ahead) => {
    const samePhase = Array.from(
      { length: seasons },
      (_, back) => y[y.length - (back + 1) * period + (ahead % period)] ?? Number.NaN,
    );
    return probabilities.map((p) => sampleQuantile(samePhase, p));
  });
}
