import { linearRegression } from 'simple-statistics';
import { requireFinite, requireSample } from '../numeric/index.ts';

/** A straight line through recent samples, looked at from one instant. */
export interface LinearPrediction {
  /** Per second. */
  readonly slope: number;
  readonly valueAtEvaluation: number;
  readonly prediction: number;
}

/**
 * What Prometheus' `predict_linear` computes: least squares over samples, continued from the instant
 * of evaluation.
 *
 * @param samples `[time in seconds, value]`, at least two at different times; with fewer Prometheus
 *   gives no result.
 * @param evaluationTime seconds.
 * @param seconds how far ahead of `evaluationTime`.
 * @throws RangeError for arguments outside these ranges.
 */
export function predictLinear(
  samples: readonly (readonly [time: number, value: number])[],
  evaluationTime: number,
  seconds: number,
): LinearPrediction {
  requireSample(
    'sample times',
    samples.map(([time]) => time),
    2,
  );
  requireSample(
    'sample values',
    samples.map(([, value]) => value),
    2,
  );
  requireFinite('evaluationTime', evaluationTime);
  requireFinite('seconds', seconds);
  const points = samples.map(([time, value]) => [time - evaluationTime, value]);
  const { m: slope, b: valueAtEvaluation } = linearRegression(points);
  if (!Number.isFinite(slope))
    throw new RangeError('samples must have at least two different times');
  return { slope, valueAtEvaluation, prediction: valueAtEvaluation + slope * seconds };
}
