import { fc, test } from '@fast-check/vitest';
import {
  binomialCdf,
  binomialPmf,
  checkLaw,
  type Law,
  lawByMeanAndCv,
  lawMean,
  lawQuantile,
  lawVariance,
  normalCdf,
  normalQuantile,
  poissonCdf,
  poissonPmf,
  rawMoment,
  squaredCoefficientOfVariation,
  studentTCdf,
  studentTQuantile,
} from '@flyball/core';
import { describe, expect } from 'vitest';

const laws: readonly Law[] = [
  { law: 'exponential', mean: 0.2 },
  { law: 'erlang', shape: 3, mean: 2 },
  { law: 'gamma', shape: 0.7, scale: 3 },
  { law: 'normal', mean: 10, sd: 2 },
  { law: 'lognormal', mu: -1, sigma: 0.8 },
  { law: 'weibull', shape: 1.4, scale: 2 },
  { law: 'uniform', low: 2, high: 5 },
  { law: 'boundedPareto', alpha: 1.5, low: 0.35, high: 100 },
  { law: 'boundedPareto', alpha: 2, low: 1, high: 50 },
  { law: 'hyperexponential', probabilities: [0.9, 0.1], rates: [2, 0.2] },
  { law: 'empirical', values: [1, 2, 2, 9] },
];

describe('moments', () => {
  // The integral of the quantile's powers is the moment: the two are written apart.
  test.each(laws)('$law: moments are integrals of its quantile', (law) => {
    if (law.law === 'empirical') {
      expect(lawMean(law)).toBe(3.5);
      expect(lawVariance(law)).toBe(22.5 - 3.5 ** 2);
      return;
    }
    for (const order of [1, 2] as const) {
      const cells = 40_000;
      let sum = 0;
      for (let k = 0; k < cells; k += 1) {
        // Halves of ever smaller cells at the top catch the heavy tail.
        sum += lawQuantile(law, (k + 0.5) / cells) ** order;
      }
      expect(sum / cells / rawMoment(law, order)).toBeGreaterThan(0.97);
      expect(sum / cells / rawMoment(law, order)).toBeLessThan(1.001);
    }
    const moments = rawMoment(law, 2) - rawMoment(law, 1) ** 2;
    expect(lawVariance(law) / moments).toBeCloseTo(1, 9);
  });

  test('a Pareto law has the moments below its exponent only', () => {
    const law = { law: 'pareto', alpha: 1.5, low: 1 } as const;
    expect(lawMean(law)).toBe(3);
    expect(lawVariance(law)).toBe(Infinity);
    expect(rawMoment(law, 2)).toBe(Infinity);
  });

  test.each(['gamma', 'lognormal', 'hyperexponential'] as const)(
    '%s by mean and cv has that mean and cv',
    (name) => {
      const law = lawByMeanAndCv(name, 0.03, 1.5);
      expect(lawMean(law)).toBeCloseTo(0.03, 14);
      expect(Math.sqrt(squaredCoefficientOfVariation(law))).toBeCloseTo(1.5, 12);
    },
  );

  test('a constant has no variance', () => {
    expect(squaredCoefficientOfVariation({ law: 'deterministic', mean: 2 })).toBe(0);
  });
});

describe('parameters are checked', () => {
  test.each([
    { law: { law: 'exponential', mean: 0 }, message: 'mean must be a finite number > 0, got 0' },
    { law: { law: 'erlang', shape: 1.5, mean: 1 }, message: 'shape must be an integer >= 1' },
    { law: { law: 'uniform', low: 2, high: 2 }, message: 'high - low must be' },
    {
      law: { law: 'hyperexponential', probabilities: [0.5, 0.4], rates: [1, 2] },
      message: 'probabilities must add up to 1, got 0.9',
    },
    {
      law: { law: 'hyperexponential', probabilities: [1], rates: [] },
      message: 'must have the same length, got 1 and 0',
    },
    { law: { law: 'empirical', values: [] }, message: 'values must hold at least 1 numbers' },
  ] satisfies { law: Law; message: string }[])('$message', ({ law, message }) => {
    expect(() => checkLaw(law)).toThrow(message);
  });

  test('a hyperexponential law cannot vary less than an exponential one', () => {
    expect(() => lawByMeanAndCv('hyperexponential', 1, 0.9)).toThrow(
      'cv of a hyperexponential law must be at least 1, got 0.9',
    );
  });
});

const inner = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });

describe('quantiles undo distribution functions', () => {
  test.prop([inner])('normal', (p) => {
    expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 10);
  });

  test.prop([inner, fc.double({ min: 0.5, max: 200, noNaN: true })])('Student', (p, df) => {
    expect(studentTCdf(studentTQuantile(p, df), df) / p).toBeCloseTo(1, 8);
  });

  test.prop([fc.constantFrom(...laws), inner, inner])('every law’s quantile rises', (law, p, q) => {
    const [low, high] = p < q ? [p, q] : [q, p];
    expect(lawQuantile(law, high)).toBeGreaterThanOrEqual(lawQuantile(law, low));
  });

  test('the middle is zero', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });
});

describe('counts', () => {
  test.prop([fc.double({ min: 0, max: 2000, noNaN: true }), fc.integer({ min: 0, max: 2500 })])(
    'Poisson: the distribution function climbs by the probability',
    (mean, k) => {
      const step = poissonCdf(k + 1, mean) - poissonCdf(k, mean);
      expect(step).toBeCloseTo(poissonPmf(k + 1, mean), 12);
    },
  );

  test.prop([fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'binomial: probabilities add up to one',
    (n, p) => {
      let sum = 0;
      for (let k = 0; k <= n; k += 1) sum += binomialPmf(k, n, p);
      expect(sum).toBeCloseTo(1, 11);
      expect(binomialCdf(n, n, p)).toBe(1);
    },
  );

  test('impossible counts have probability zero', () => {
    expect(poissonPmf(3, 0)).toBe(0);
    expect(poissonPmf(0, 0)).toBe(1);
    expect(binomialPmf(5, 4, 0.5)).toBe(0);
    expect(binomialPmf(0, 4, 0)).toBe(1);
    expect(binomialPmf(4, 4, 1)).toBe(1);
  });
});
