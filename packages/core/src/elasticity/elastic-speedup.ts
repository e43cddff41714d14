import { requireNonNegative, requirePositive } from '../numeric/index.ts';
import type { Elasticity } from './elasticity.ts';

/** The four scores that the speedup compares, all in percent, less is better. */
export type ElasticityScores = Pick<
  Elasticity,
  'accuracyUnder' | 'accuracyOver' | 'timeshareUnder' | 'timeshareOver'
>;

const SCORES = ['accuracyUnder', 'accuracyOver', 'timeshareUnder', 'timeshareOver'] as const;

/** How the comparison weighs. */
export interface SpeedupOptions {
  /** One weight per score, >= 0; by default a quarter each. */
  readonly weights?: ElasticityScores;
  /** Scores below this count as this, > 0, since the ratio of zeros means nothing; default 0.1. */
  readonly clamp?: number;
}

/**
 * Elastic speedup: how much better a run scaled than a baseline, the weighted geometric mean of the
 * ratios of their scores (Herbst et al. 2016). Above 1 is better.
 *
 * @throws RangeError for negative scores or weights, and for a clamp that is not positive.
 */
export function elasticSpeedup(
  scores: ElasticityScores,
  baseline: ElasticityScores,
  options: SpeedupOptions = {},
): number {
  const { weights, clamp = 0.1 } = options;
  requirePositive('clamp', clamp);
  let speedup = 1;
  for (const name of SCORES) {
    requireNonNegative(`scores.${name}`, scores[name]);
    requireNonNegative(`baseline.${name}`, baseline[name]);
    const weight = weights?.[name] ?? 1 / SCORES.length;
    requireNonNegative(`weights.${name}`, weight);
    speedup *= (Math.max(baseline[name], clamp) / Math.max(scores[name], clamp)) ** weight;
  }
  return speedup;
}
