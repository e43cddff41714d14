import { fc, test } from '@fast-check/vitest';
import {
  blockBootstrap,
  bootstrapInterval,
  crpsEnsemble,
  fitHoltWinters,
  fitLine,
  forecastErrors,
  holm,
  holtWintersAdditive,
  pinballLoss,
  predictLinear,
  sampleQuantile,
  seasonalNaive,
  seasonalQuantile,
  wilcoxonSignedRank,
} from '@flyball/core';
import { describe, expect } from 'vitest';

const sample = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
  minLength: 1,
  maxLength: 40,
});
const methods = fc.constantFrom(
  'type1' as const,
  'type2' as const,
  'type3' as const,
  'type4' as const,
  'type5' as const,
  'type6' as const,
  'type7' as const,
  'type8' as const,
  'type9' as const,
);

describe('sample quantiles', () => {
  test.prop([sample, methods, fc.double({ min: 0, max: 1, noNaN: true })])(
    'lie within the sample, and do not mind its order',
    (data, method, p) => {
      const q = sampleQuantile(data, p, method);
      expect(q).toBeGreaterThanOrEqual(Math.min(...data) - 1e-9);
      expect(q).toBeLessThanOrEqual(Math.max(...data) + 1e-9);
      expect(sampleQuantile([...data].reverse(), p, method)).toBe(q);
    },
  );

  test.prop([sample, methods])('rise with the probability', (data, method) => {
    const grid = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map((p) => sampleQuantile(data, p, method));
    for (const [i, q] of grid.entries()) {
      expect(q).toBeGreaterThanOrEqual((grid[i - 1] ?? -Infinity) - 1e-9);
    }
  });

  test('an empty sample has none', () => {
    expect(() => sampleQuantile([], 0.5)).toThrow('data must hold at least 1 numbers, got 0');
  });
});

describe('seasonal baselines', () => {
  test('the largest of the last seasons is never below the naive forecast', () => {
    const y = [1, 5, 2, 9, 3, 4];
    const naive = seasonalNaive(y, 2, 4);
    expect(naive).toEqual([3, 4, 3, 4]);
    const largest = seasonalQuantile(y, 2, 3, [1], 4).flat();
    expect(largest).toEqual([3, 9, 3, 9]);
  });

  test('a season that is not there is refused', () => {
    expect(() => seasonalNaive([1, 2], 3, 1)).toThrow('y must hold at least 3 numbers, got 2');
  });
});

describe('Holt-Winters', () => {
  const season = [10, 30, 20, 40];
  const wave = Array.from({ length: 40 }, (_, t) => (season[t % 4] ?? 0) + t / 2);

  test('a fit forecasts a clean trend and season exactly', () => {
    const { parameters, loss } = fitHoltWinters(wave, 4);
    expect(loss).toBeLessThan(0.5);
    const { forecast } = holtWintersAdditive(wave, parameters, 8);
    for (const [ahead, value] of forecast.entries()) {
      const t = wave.length + ahead;
      expect(value).toBeCloseTo((season[t % 4] ?? 0) + t / 2, 0);
    }
  });

  test('a fit for a high quantile lies above most of what comes', () => {
    const noisy = wave.map((value, t) => value + 8 * Math.sin(t * t));
    const high = fitHoltWinters(noisy, 4, 0.95);
    const middle = fitHoltWinters(noisy, 4, 0.5);
    const { fitted } = holtWintersAdditive(noisy, high.parameters, 0);
    expect(pinballLoss(noisy.slice(4), fitted.slice(4), 0.95)).toBe(high.loss);
    const plain = holtWintersAdditive(noisy, middle.parameters, 0).fitted;
    expect(pinballLoss(noisy.slice(4), plain.slice(4), 0.95)).toBeGreaterThanOrEqual(high.loss);
  });

  test('the two seasonal forms agree when gamma is translated', () => {
    const common = {
      period: 4,
      alpha: 0.3,
      beta: 0.1,
      damping: 0.9,
      initialLevel: 25,
      initialTrend: 0.5,
      initialSeasonal: [-15, 5, -5, 15],
    };
    const current = holtWintersAdditive(
      wave,
      { ...common, gamma: 0.4, seasonalForm: 'current' },
      6,
    ).forecast;
    const previous = holtWintersAdditive(
      wave,
      { ...common, gamma: 0.4 * 0.7, seasonalForm: 'previous' },
      6,
    ).forecast;
    for (const [ahead, value] of current.entries()) expect(previous[ahead]).toBeCloseTo(value, 10);
  });

  test('two seasons are the least', () => {
    expect(() => fitHoltWinters([1, 2, 3], 2)).toThrow('y must hold at least 4 numbers, got 3');
  });
});

describe('lines', () => {
  test('instants since 1970 cost no digits', () => {
    const samples = [0, 15, 30, 45].map((s) => [1.7e9 + s, 5 + s / 10] as const);
    const { slope, prediction } = predictLinear(samples, 1.7e9 + 60, 100);
    expect(slope).toBeCloseTo(0.1, 9);
    expect(prediction).toBeCloseTo(21, 7);
  });

  test('one instant has no slope', () => {
    expect(() =>
      predictLinear(
        [
          [1, 2],
          [1, 3],
        ],
        1,
        1,
      ),
    ).toThrow('two different times');
    expect(() => fitLine([2, 2, 2], [1, 2, 3], 4)).toThrow('two different values');
  });
});

describe('scores', () => {
  test('what is not defined is null', () => {
    const errors = forecastErrors([0, 0], [1, 1], [3, 3], 1, [0.5]);
    expect(errors).toMatchObject({ mae: 1, mape: null, mapeNonZero: null, wape: null, mase: null });
  });

  test.prop([sample, fc.double({ min: -10, max: 10, noNaN: true })])(
    'an ensemble’s score is the integral of its squared miss, never negative',
    (members, actual) => {
      expect(crpsEnsemble(actual, members)).toBeGreaterThanOrEqual(-1e-9);
      expect(crpsEnsemble(actual, [actual])).toBe(0);
    },
  );
});

describe('resampling', () => {
  test('a sample of equals has an interval of no width', () => {
    const { lower, upper, basicLower, basicUpper } = bootstrapInterval(
      [3, 3, 3],
      [
        [0, 1, 2],
        [2, 2, 2],
      ],
      (x) => x.reduce((a, b) => a + b, 0) / x.length,
    );
    expect([lower, upper, basicLower, basicUpper]).toEqual([3, 3, 3, 3]);
  });

  test('blocks run over the end only when circular', () => {
    const last = (x: readonly number[]): number => x.at(-1) ?? 0;
    const circular = blockBootstrap([1, 2, 3], [[2, 0]], last, { blockLength: 2, circular: true });
    expect(circular.replicates).toEqual([1]);
    expect(() =>
      blockBootstrap([1, 2, 3], [[2, 0]], last, { blockLength: 2, circular: false }),
    ).toThrow('position must be an integer below 3, got 3');
  });
});

describe('tests of significance', () => {
  test('Holm keeps the order of the p-values', () => {
    expect(holm([0.01, 0.04, 0.03], 0.05)).toEqual({
      adjusted: [0.03, 0.06, 0.06],
      reject: [true, false, false],
    });
  });

  test('the exact signed-rank test refuses ties and zeros', () => {
    const exact = {
      alternative: 'two-sided',
      method: 'exact',
      continuityCorrection: false,
    } as const;
    expect(() => wilcoxonSignedRank([1, -1, 2], exact)).toThrow('without ties and zeros');
    expect(() => wilcoxonSignedRank([0, 3, 2], exact)).toThrow('without ties and zeros');
    expect(() => wilcoxonSignedRank([0, 0], exact)).toThrow('must not all be zero');
    // All five of one sign: 2 of 2^5.
    expect(wilcoxonSignedRank([1, 2, 3, 4, 5], exact).pValue).toBeCloseTo(2 / 32, 14);
  });
});
