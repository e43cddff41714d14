import {
  leastSquares,
  requirePositive,
  requireSameLength,
  requireSample,
} from '../numeric/index.ts';
import type { UslModel } from './universal-scalability.ts';

/**
 * Fits the universal scalability law to measured throughputs.
 *
 * `n/throughput` is linear in `1/gamma`, `alpha/gamma` and `beta/gamma`; it is fitted by least squares
 * of the relative errors, and a coefficient that would come out negative is left out, so that alpha
 * and beta are never below zero.
 *
 * @param concurrency numbers of workers, > 0, at least two different ones.
 * @param throughput measured throughput at each, > 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function fitUniversalScalability(
  concurrency: readonly number[],
  throughput: readonly number[],
): UslModel {
  requireSample('concurrency', concurrency, 2);
  requireSameLength('concurrency', concurrency, 'throughput', throughput);
  for (const [index, n] of concurrency.entries()) {
    requirePositive(`concurrency[${index}]`, n);
    requirePositive(`throughput[${index}]`, throughput[index] ?? Number.NaN);
  }
  let best: { model: UslModel; error: number } | undefined;
  for (const terms of [[0, 1, 2], [0, 1], [0, 2], [0]]) {
    const rows = concurrency.map((n, index) => {
      // Divided by the measured latency, so that the residual is the relative error.
      const scale = (throughput[index] ?? 1) / n;
      const features = [scale, scale * (n - 1), scale * n * (n - 1)];
      return terms.map((term) => features[term] ?? 0);
    });
    const solution = leastSquares(
      rows,
      rows.map(() => 1),
    );
    if (solution === undefined || solution.some((x) => x < 0) || !((solution[0] ?? 0) > 0))
      continue;
    const error = rows.reduce((sum, row) => {
      const fitted = row.reduce((total, x, term) => total + x * (solution[term] ?? 0), 0);
      return sum + (1 - fitted) ** 2;
    }, 0);
    if (best !== undefined && best.error <= error) continue;
    const gamma = 1 / (solution[0] ?? 1);
    const share = (term: number): number => (solution[terms.indexOf(term)] ?? 0) * gamma;
    best = { model: { gamma, alpha: share(1), beta: share(2) }, error };
  }
  if (best === undefined) {
    throw new RangeError('concurrency must hold at least two different numbers of workers');
  }
  return best.model;
}
