import {
  requireFinite,
  requireInteger,
  requireNonNegative,
  requirePositive,
  requireProbability,
  requireSameLength,
  requireSample,
} from '../numeric/index.ts';
import type { Law } from './law.ts';

/**
 * Checks the parameters of a law.
 *
 * @throws RangeError that names the parameter, its value and what it must be.
 */
export function checkLaw(law: Law): void {
  switch (law.law) {
    case 'deterministic':
      requireNonNegative('mean', law.mean);
      return;
    case 'exponential':
      requirePositive('mean', law.mean);
      return;
    case 'erlang':
      requireInteger('shape', law.shape, 1);
      requirePositive('mean', law.mean);
      return;
    case 'gamma':
    case 'weibull':
      requirePositive('shape', law.shape);
      requirePositive('scale', law.scale);
      return;
    case 'normal':
      requireFinite('mean', law.mean);
      requirePositive('sd', law.sd);
      return;
    case 'lognormal':
      requireFinite('mu', law.mu);
      requirePositive('sigma', law.sigma);
      return;
    case 'uniform':
      requireFinite('low', law.low);
      requirePositive('high - low', law.high - law.low);
      return;
    case 'pareto':
      requirePositive('alpha', law.alpha);
      requirePositive('low', law.low);
      return;
    case 'boundedPareto':
      requirePositive('alpha', law.alpha);
      requirePositive('low', law.low);
      requirePositive('high - low', law.high - law.low);
      return;
    case 'hyperexponential':
      checkPhases(law.probabilities, law.rates);
      return;
    case 'empirical':
      requireSample('values', law.values);
  }
}

function checkPhases(probabilities: readonly number[], rates: readonly number[]): void {
  requireSample('probabilities', probabilities);
  requireSameLength('probabilities', probabilities, 'rates', rates);
  let total = 0;
  for (const [index, probability] of probabilities.entries()) {
    requireProbability(`probabilities[${index}]`, probability);
    requirePositive(`rates[${index}]`, rates[index] ?? Number.NaN);
    total += probability;
  }
  if (Math.abs(total - 1) > 1e-9) {
    throw new RangeError(`probabilities must add up to 1, got ${total}`);
  }
}
