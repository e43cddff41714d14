import { weightedQuantile as quantileOfWeighted, sum, weightedMean } from 'simple-statistics';
import {
  requireNonNegative,
  requirePositive,
  requireProbability,
  requireSameLength,
  requireSample,
} from '../numeric/index.ts';

/** What a weighted sample comes to. */
export interface WeightedSummary {
  /** One per probability asked for. */
  readonly quantiles: readonly number[];
  readonly mean: number;
  readonly total: number;
}

/**
 * Quantiles of values that count with a weight, such as latencies weighted by requests: the least
 * value with a positive weight whose cumulative weight is p x total or more; for p = 0 the least such
 * value. By simple-statistics, which would also return a value without weight for p = 0.
 *
 * @param values at least one, in any order.
 * @param weights as many, >= 0, not all zero.
 * @param probabilities 0 to 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function weightedSummary(
  values: readonly number[],
  weights: readonly number[],
  probabilities: readonly number[],
): WeightedSummary {
  requireSample('values', values);
  requireSameLength('values', values, 'weights', weights);
  for (const [index, weight] of weights.entries()) requireNonNegative(`weights[${index}]`, weight);
  for (const [index, p] of probabilities.entries())
    requireProbability(`probabilities[${index}]`, p);
  const counted = values.filter((_, index) => (weights[index] ?? 0) > 0);
  const counting = weights.filter((weight) => weight > 0);
  const total = sum(counting);
  requirePositive('the sum of weights', total);
  return {
    quantiles: probabilities.map((p) => quantileOfWeighted(counted, counting, p)),
    mean: weightedMean(counted, counting),
    total,
  };
}
