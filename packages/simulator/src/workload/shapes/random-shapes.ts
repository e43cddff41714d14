import { requireBetween, requireInteger, requireNonNegative, requirePositive } from '@flyball/core';
import { sampler, type Xoshiro128 } from '../../random/index.ts';
import type { Shape } from '../shape.ts';
import type { MmppWorkload, NoiseWorkload, SelfSimilarWorkload } from '../workload.ts';

/**
 * A lognormal factor of mean 1 whose logarithm is an autoregressive process of order one.
 *
 * @throws RangeError for arguments outside their ranges.
 */
export function noiseShape(workload: NoiseWorkload, duration: number, source: Xoshiro128): Shape {
  const { cv, every = 60, correlation = 0.9 } = workload;
  requireNonNegative('cv', cv);
  requirePositive('every', every);
  requireBetween('correlation', correlation, 0, 1 - Number.EPSILON);
  const variance = Math.log1p(cv * cv);
  const normal = sampler({ law: 'normal', mean: 0, sd: 1 }, source);
  const innovation = Math.sqrt(variance * (1 - correlation * correlation));
  let logarithm = Math.sqrt(variance) * normal();
  const factors = Float64Array.from({ length: Math.ceil(duration / every) + 1 }, () => {
    const factor = Math.exp(logarithm - variance / 2);
    logarithm = correlation * logarithm + innovation * normal();
    return factor;
  });
  return {
    rate: (t) => factors[Math.max(0, Math.min(factors.length - 1, Math.floor(t / every)))] ?? 1,
    breaks: Array.from(factors.keys(), (k) => k * every).slice(1),
  };
}

/**
 * A rate that a Markov chain of two states switches, begun in its stationary state.
 *
 * @throws RangeError for arguments outside their ranges.
 */
export function mmppShape(workload: MmppWorkload, duration: number, source: Xoshiro128): Shape {
  const { rates, switchRates } = workload;
  for (const state of [0, 1] as const) {
    requireNonNegative(`rates[${state}]`, rates[state]);
    requirePositive(`switchRates[${state}]`, switchRates[state]);
  }
  const inSecond = switchRates[0] / (switchRates[0] + switchRates[1]);
  const begin: 0 | 1 = source.double() < inSecond ? 1 : 0;
  const switches: number[] = [];
  let state: number = begin;
  for (let t = 0; t < duration; state = 1 - state) {
    t += -Math.log(1 - source.double()) / (switchRates[state] ?? 1);
    switches.push(t);
  }
  return alternating(switches, (passed) => rates[((begin + passed) % 2) as 0 | 1]);
}

/**
 * On-off sources whose times are Pareto distributed: their sum is self-similar with Hurst parameter
 * `(3 - alpha)/2` (Willinger, Taqqu, Sherman & Wilson, IEEE/ACM Trans. Networking 5, 1997).
 *
 * @throws RangeError for arguments outside their ranges.
 */
export function selfSimilarShape(
  workload: SelfSimilarWorkload,
  duration: number,
  source: Xoshiro128,
): Shape {
  const { mean, sources = 50, hurst = 0.8, meanPeriod = 10 } = workload;
  requireNonNegative('mean', mean);
  requireInteger('sources', sources, 1);
  requireBetween('hurst', hurst, 0.5 + 1e-9, 1 - 1e-9);
  requirePositive('meanPeriod', meanPeriod);
  const alpha = 3 - 2 * hurst;
  const low = (meanPeriod * (alpha - 1)) / alpha;
  const period = sampler({ law: 'pareto', alpha, low }, source);
  const changes: { at: number; by: number }[] = [];
  let begin = 0;
  for (let member = 0; member < sources; member += 1) {
    let on = source.double() < 0.5;
    if (on) begin += 1;
    // A first time of any age: a uniform share of a whole one.
    for (let t = source.double() * period(); t < duration; t += period()) {
      on = !on;
      changes.push({ at: t, by: on ? 1 : -1 });
    }
  }
  changes.sort((a, b) => a.at - b.at);
  const active = [begin];
  for (const { by } of changes) active.push((active.at(-1) ?? 0) + by);
  const perSource = (2 * mean) / sources;
  return alternating(
    changes.map(({ at }) => at),
    (passed) => (active[passed] ?? 0) * perSource,
  );
}

/** A rate that depends on how many of some instants have passed. */
function alternating(instants: readonly number[], rate: (passed: number) => number): Shape {
  return {
    rate(t) {
      let low = 0;
      let high = instants.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((instants[middle] ?? Infinity) <= t) low = middle + 1;
        else high = middle;
      }
      return rate(low);
    },
    breaks: instants,
  };
}
