import { checkLaw, type Law } from '@flyball/core';
import { gammaSampler } from './gamma.ts';
import { normalSampler } from './normal.ts';
import type { RandomSource } from './random-source.ts';

/** Draws the next number of a law. */
export type Sampler = () => number;

/**
 * A function that draws from a law out of a stream. It may keep a number for the next call, so a
 * stream should feed one sampler only.
 *
 * @throws RangeError for parameters that core's `checkLaw` refuses.
 */
export function sampler(law: Law, source: RandomSource): Sampler {
  checkLaw(law);
  switch (law.law) {
    case 'deterministic':
      return () => law.mean;
    case 'exponential':
      return exponential(law.mean, source);
    case 'erlang':
      return erlang(law.shape, law.mean / law.shape, source);
    case 'gamma': {
      const draw = gammaSampler(source, law.shape);
      return () => law.scale * draw();
    }
    case 'normal': {
      const draw = normalSampler(source);
      return () => law.mean + law.sd * draw();
    }
    case 'lognormal': {
      const { mu, sigma } = law;
      const draw = normalSampler(source);
      return () => Math.exp(mu + sigma * draw());
    }
    case 'weibull': {
      const power = 1 / law.shape;
      return () => law.scale * (-Math.log(1 - source.double())) ** power;
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

function exponential(mean: number, source: RandomSource): Sampler {
  return () => -mean * Math.log(1 - source.double());
}

/** A sum of exponentials: the logarithm of a product for a few of them, a gamma law for many. */
function erlang(shape: number, scale: number, source: RandomSource): Sampler {
  if (shape > 12) {
    const draw = gammaSampler(source, shape);
    return () => scale * draw();
  }
  return () => {
    let product = 1;
    for (let k = 0; k < shape; k += 1) product *= 1 - source.double();
    return -scale * Math.log(product);
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
    return -mean * Math.log(1 - source.double());
  };
}
