import { gammaln, mean } from 'simple-statistics';
import { checkLaw } from './check-law.ts';
import type { Law } from './law.ts';

/**
 * The raw moment `E[X^order]` of a law; `Infinity` where it does not exist.
 *
 * @param law see {@link Law}.
 * @param order 1, 2 or 3.
 * @throws RangeError for parameters that {@link checkLaw} refuses.
 */
export function rawMoment(law: Law, order: 1 | 2 | 3): number {
  checkLaw(law);
  switch (law.law) {
    case 'deterministic':
      return law.mean ** order;
    case 'exponential':
      return factorial(order) * law.mean ** order;
    case 'erlang':
      return rising(law.shape, order) * (law.mean / law.shape) ** order;
    case 'gamma':
      return rising(law.shape, order) * law.scale ** order;
    case 'normal':
      return normalMoment(law.mean, law.sd, order);
    case 'lognormal':
      return Math.exp(order * law.mu + (order * order * law.sigma * law.sigma) / 2);
    case 'weibull':
      return law.scale ** order * Math.exp(gammaln(1 + order / law.shape));
    case 'uniform':
      return uniformMoment(law.low, law.high, order);
    case 'pareto':
      return law.alpha > order ? (law.alpha * law.low ** order) / (law.alpha - order) : Infinity;
    case 'boundedPareto':
      return boundedParetoMoment(law.alpha, law.low, law.high, order);
    case 'hyperexponential':
      return law.probabilities.reduce(
        (sum, p, phase) => sum + (p * factorial(order)) / (law.rates[phase] ?? Number.NaN) ** order,
        0,
      );
    case 'empirical':
      return mean(law.values.map((x) => x ** order));
  }
}

/** Mean of a law; `Infinity` where it does not exist. */
export function lawMean(law: Law): number {
  return rawMoment(law, 1);
}

/** Variance of a law; `Infinity` where it does not exist. */
export function lawVariance(law: Law): number {
  checkLaw(law);
  switch (law.law) {
    case 'deterministic':
      return 0;
    case 'normal':
      return law.sd * law.sd;
    case 'uniform':
      return (law.high - law.low) ** 2 / 12;
    case 'erlang':
      return (law.mean * law.mean) / law.shape;
    case 'gamma':
      return law.shape * law.scale * law.scale;
    case 'lognormal':
      return Math.expm1(law.sigma * law.sigma) * Math.exp(2 * law.mu + law.sigma * law.sigma);
    default: {
      const first = rawMoment(law, 1);
      const second = rawMoment(law, 2);
      return second === Infinity ? Infinity : second - first * first;
    }
  }
}

/** Squared coefficient of variation `variance / mean^2`. */
export function squaredCoefficientOfVariation(law: Law): number {
  return lawVariance(law) / lawMean(law) ** 2;
}

function factorial(order: 1 | 2 | 3): number {
  return order === 3 ? 6 : order;
}

/** `shape (shape + 1) ..`, `order` factors. */
function rising(shape: number, order: number): number {
  let product = 1;
  for (let k = 0; k < order; k += 1) product *= shape + k;
  return product;
}

function normalMoment(centre: number, sd: number, order: 1 | 2 | 3): number {
  if (order === 1) return centre;
  if (order === 2) return centre * centre + sd * sd;
  return centre ** 3 + 3 * centre * sd * sd;
}

/** `(high^(k+1) - low^(k+1)) / ((k+1)(high - low))`, written without the subtraction. */
function uniformMoment(low: number, high: number, order: number): number {
  let sum = 0;
  for (let k = 0; k <= order; k += 1) sum += low ** k * high ** (order - k);
  return sum / (order + 1);
}

function boundedParetoMoment(alpha: number, low: number, high: number, order: number): number {
  const norm = -Math.expm1(alpha * Math.log(low / high));
  const logRange = Math.log(high / low);
  const gap = order - alpha;
  // The integral of x^(gap-1) from low to high; its limit for a gap of zero is the logarithm.
  const integral = gap === 0 ? logRange : (low ** gap * Math.expm1(gap * logRange)) / gap;
  return (alpha * low ** alpha * integral) / norm;
}
