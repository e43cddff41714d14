import { checkLaw, type Law } from '@flyball/core';
import { gammaSampler } from './gamma.ts';
import type { RandomSource } from './random-source.ts';
import { drawExponential, drawNormal } from './ziggurat.ts';

/** Draws the next number of a law. */
export type Sampler = () => number;

/**
 * A function that draws from a law out of a stream. It keeps nothing: the stream alone decides.
 *
 * @throws RangeError for parameters that core's `checkLaw` refuses.
 */
export function sampler(law: Law, source: RandomSource): Sampler {
  checkLaw(law);
  switch (law.law) {
    case 'deterministic':
      return () => law.mean;
    case 'exponential':
      return () => law.mean * drawExponential(source);
    case 'erlang':
      return erlang(law.shape, law.mean / law.shape, source);
    case 'gamma': {
      const draw = gammaSampler(source, law.shape);
      return () => law.scale * draw();
    }
    case 'normal':
      return () => law.mean + law.sd * drawNormal(source);
    case 'lognormal': {
      const { mu, sigma } = law;
      return () => Math.exp(mu + sigma * drawNormal(source));
    }
    case 'weibull': {
      const power = 1 / law.shape;
      return () => law.scale * drawExponential(source) ** power;
    }
    case 'uniform': {
      const width = law.high - law.low;
      return () => law.low + width * source.double();
    }
    case 'pareto': {
      const power = -1 / law.alpha;
      return () => law.low * (1 - source.double()) ** power;
    }
    case 'boundedPareto': {
      const power = -1 / law.alpha;
      const mass = 1 - (law.low / law.high) ** law.alpha;
      return () => law.low * (1 - mass * source.double()) ** power;
    }
    case 'hyperexponential':
      return hyperexponential(law.probabilities, law.rates, source);
    case 'empirical': {
      const values = Float64Array.from(law.values);
      return () => values[Math.floor(source.double() * values.length)] ?? Number.NaN;
    }
  }
}

/** A sum of exponentials; a gamma law when there are many. */
function erlang(shape: number, scale: number, source: RandomSource): Sampler {
  if (shape > 12) {
    const draw = gammaSampler(source, shape);
    return () => scale * draw();
  }
  return () => {
    let sum = 0;
    for (let k = 0; k < shape; k += 1) sum += drawExponential(source);
    return scale * sum;
  };
}

function hyperexponential(
  probabilities: readonly number[],
  rates: readonly number[],
  source: RandomSource,
): Sampler {
  const means = rates.map((rate) => 1 / rate);
  return () => {
    let left = source.double();
    let mean = 0;
    for (const [phase, probability] of probabilities.entries()) {
      mean = means[phase] ?? mean;
      left -= probability;
      if (left < 0) break;
    }
    return mean * drawExponential(source);
  };
}
