import { gammaQuantile, type Law, lawByMeanAndCv, lawQuantile } from '@flyball/core';
import { randomStream, sampler } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const laws: readonly Law[] = [
  { law: 'exponential', mean: 0.2 },
  { law: 'erlang', shape: 4, mean: 2 },
  { law: 'erlang', shape: 20, mean: 2 },
  { law: 'gamma', shape: 0.3, scale: 3 },
  { law: 'gamma', shape: 7.5, scale: 0.1 },
  { law: 'normal', mean: -1, sd: 3 },
  { law: 'lognormal', mu: -1, sigma: 0.8 },
  { law: 'weibull', shape: 1.4, scale: 2 },
  { law: 'uniform', low: 2, high: 5 },
  { law: 'pareto', alpha: 1.2, low: 0.5 },
  { law: 'boundedPareto', alpha: 1.5, low: 0.35, high: 100 },
  lawByMeanAndCv('hyperexponential', 1, 2),
];

describe('samplers draw from their law', () => {
  // Chi-square over 64 equally likely cells; with a fixed seed the outcome is fixed too.
  test.each(laws)('%j', (law) => {
    const cells = 64;
    const draws = 200_000;
    const draw = sampler(law, randomStream(7n, 'service'));
    const bounds = Array.from({ length: cells - 1 }, (_, k) => lawQuantile(law, (k + 1) / cells));
    const counts = new Float64Array(cells);
    for (let i = 0; i < draws; i += 1) {
      const x = draw();
      let low = 0;
      let high = cells - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (x <= (bounds[middle] ?? Infinity)) high = middle;
        else low = middle + 1;
      }
      counts[low] = (counts[low] ?? 0) + 1;
    }
    const expected = draws / cells;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(2 * gammaQuantile(0.9999, (cells - 1) / 2));
    expect(chiSquare).toBeGreaterThan(2 * gammaQuantile(0.0001, (cells - 1) / 2));
  });

  test.each(laws.filter(({ law }) => law === 'exponential' || law === 'normal'))(
    'the far tail of %j',
    (law) => {
      const draws = 2_000_000;
      const draw = sampler(law, randomStream(11n, 'service'));
      const tails = [1e-2, 1e-3, 1e-4, 1e-5];
      const bounds = tails.map((tail) => lawQuantile(law, 1 - tail));
      const beyond = tails.map(() => 0);
      for (let i = 0; i < draws; i += 1) {
        const x = draw();
        for (const [k, bound] of bounds.entries()) if (x > bound) beyond[k] = (beyond[k] ?? 0) + 1;
      }
      for (const [k, tail] of tails.entries()) {
        const expected = draws * tail;
        expect(Math.abs((beyond[k] ?? 0) - expected)).toBeLessThan(4 * Math.sqrt(expected));
      }
    },
  );

  test('a constant is that constant, and an empirical law takes each value alike', () => {
    const source = randomStream(1n, 'service');
    expect(sampler({ law: 'deterministic', mean: 0.1 }, source)()).toBe(0.1);
    const draw = sampler({ law: 'empirical', values: [1, 2, 4, 8] }, source);
    const counts = new Map<number, number>();
    for (let i = 0; i < 40_000; i += 1) {
      const x = draw();
      counts.set(x, (counts.get(x) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 4, 8]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test('parameters are checked before the first draw', () => {
    expect(() => sampler({ law: 'exponential', mean: 0 }, randomStream(1n, 'service'))).toThrow(
      'mean must be a finite number > 0, got 0',
    );
  });
});
