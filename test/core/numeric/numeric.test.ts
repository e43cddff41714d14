import { fc, test } from '@fast-check/vitest';
import {
  complementaryErrorFunction,
  findRoot,
  findRootUpwards,
  incompleteBeta,
  incompleteGamma,
  integrateUpwards,
  leastSquares,
  minimise,
  OctaveTable,
  requireSteps,
  type StepFunction,
  solveOde,
  stepPieces,
  stepValue,
} from '@flyball/core';
import { describe, expect } from 'vitest';

describe('roots', () => {
  test('the classic zero of cos x = x', () => {
    expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 15);
  });

  test('a flat cubic, where secants crawl', () => {
    expect(findRoot((x) => (x - 1) ** 3, -4, 4.1)).toBeCloseTo(1, 4);
  });

  test('upwards from a point', () => {
    expect(findRootUpwards((x) => 1000 - x, 0, 1)).toBeCloseTo(1000, 10);
  });

  test('no change of sign is told with the ends', () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(
      'no change of sign between -1 (2) and 1 (2)',
    );
    expect(() => findRootUpwards(() => 1, 0, 1)).toThrow('never falls below zero above 0');
  });
});

describe('special functions', () => {
  // Abramowitz & Stegun, tables 7.1, 6.1 and worked values.
  test.each([
    { x: 0, erfc: 1 },
    { x: 0.5, erfc: 0.4795001221869535 },
    { x: 1, erfc: 0.15729920705028513 },
    { x: 2, erfc: 0.004677734981047266 },
    { x: 5, erfc: 1.5374597944280349e-12 },
    { x: 10, erfc: 2.088487583762545e-45 },
    { x: -1, erfc: 1.8427007929497148 },
  ])('erfc($x)', ({ x, erfc }) => {
    expect(complementaryErrorFunction(x) / erfc).toBeCloseTo(1, 13);
  });

  test.prop([
    fc.double({ min: 0.05, max: 50, noNaN: true }),
    fc.double({ min: 0, max: 200, noNaN: true }),
  ])('the two incomplete gamma functions add up to one', (a, x) => {
    const { lower, upper } = incompleteGamma(a, x);
    expect(lower + upper).toBeCloseTo(1, 12);
  });

  test('Q(1, x) is e^-x, and Q(1/2, x) is erfc(sqrt x)', () => {
    expect(incompleteGamma(1, 20).upper / Math.exp(-20)).toBeCloseTo(1, 12);
    expect(incompleteGamma(0.5, 9).upper / complementaryErrorFunction(3)).toBeCloseTo(1, 12);
  });

  test.prop([
    fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
    fc.double({ min: 0.1, max: 60, noNaN: true }),
    fc.double({ min: 0.1, max: 60, noNaN: true }),
  ])('I_x(a, b) = 1 - I_(1-x)(b, a)', (x, a, b) => {
    expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 11);
  });

  test('the integral of x^3 e^-x is 3!', () => {
    expect(integrateUpwards((x) => x ** 3 * Math.exp(-x))).toBeCloseTo(6, 12);
  });
});

describe('least squares', () => {
  test.prop([
    fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 }),
  ])('returns the coefficients of points without noise, whatever the units', (truth) => {
    const rows = Array.from({ length: 9 }, (_, k) => [1e6, k * 1e-3, k * k]);
    const targets = rows.map((row) => row.reduce((sum, x, i) => sum + x * (truth[i] ?? 0), 0));
    const found = leastSquares(rows, targets) ?? [];
    for (const [i, x] of truth.entries()) expect(found[i]).toBeCloseTo(x, 5);
  });

  test('columns that depend on each other have no answer', () => {
    expect(
      leastSquares(
        [
          [1, 2],
          [2, 4],
          [3, 6],
        ],
        [1, 2, 3],
      ),
    ).toBeUndefined();
    expect(leastSquares([[1, 2]], [1])).toBeUndefined();
  });
});

describe('minimise', () => {
  test('walks the curved valley of Rosenbrock', () => {
    const { at, value } = minimise(
      ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      [-1.2, 1],
      { maxEvaluations: 2000, tolerance: 1e-14 },
    );
    expect(at[0]).toBeCloseTo(1, 5);
    expect(at[1]).toBeCloseTo(1, 5);
    expect(value).toBeLessThan(1e-10);
  });

  test('keeps out of where the function is not a number', () => {
    const { at } = minimise(([x = 0]) => Math.sqrt(x - 2) + x, [5], { maxEvaluations: 500 });
    expect(at[0]).toBeCloseTo(2, 3);
  });

  test('an empty start is refused', () => {
    expect(() => minimise(() => 0, [])).toThrow('start must hold at least 1 numbers, got 0');
  });
});

describe('differential equations', () => {
  test('an oscillator returns after one period', () => {
    const end = solveOde(
      (_, [x = 0, v = 0], out) => {
        out[0] = v;
        out[1] = -x;
      },
      Float64Array.of(1, 0),
      0,
      2 * Math.PI,
    );
    expect(end[0]).toBeCloseTo(1, 8);
    expect(end[1]).toBeCloseTo(0, 8);
  });
});

describe('step functions', () => {
  const steps: fc.Arbitrary<StepFunction> = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 9 })), {
      maxLength: 12,
    })
    .map((jumps) => {
      let time = 0;
      return [
        [0, 3] as const,
        ...jumps.map(([gap, value]) => {
          time += gap;
          return [time, value] as const;
        }),
      ];
    });

  test.prop([steps, steps, fc.integer({ min: 1, max: 400 })])(
    'pieces tile the time and hold each function’s value',
    (a, b, end) => {
      let reached = 0;
      for (const { from, to, values } of stepPieces([a, b], end)) {
        expect(from).toBe(reached);
        expect(to).toBeGreaterThan(from);
        expect(values).toEqual([stepValue(a, from), stepValue(b, from)]);
        expect(values).toEqual([stepValue(a, to - 0.5), stepValue(b, to - 0.5)]);
        reached = to;
      }
      expect(reached).toBe(end);
    },
  );

  test('times must begin at 0 and rise', () => {
    expect(() => requireSteps('demand', [])).toThrow('demand must begin with a step at time 0');
    expect(() => requireSteps('demand', [[1, 0]])).toThrow('must begin with a step at time 0');
    expect(() =>
      requireSteps('demand', [
        [0, 1],
        [0, 2],
      ]),
    ).toThrow('demand[1] time - the time before must be a finite number > 0, got 0');
  });
});

describe('a function by octaves', () => {
  const table = new OctaveTable((lower) => Math.floor(lower * 1000));

  test.prop([fc.double({ min: 1e-6, max: 1e6, noNaN: true })])(
    'is the function at the lower end of a cell no wider than 1/512 of the number',
    (value) => {
      const found = table.at(value);
      expect(found).toBeLessThanOrEqual(Math.floor(value * 1000));
      expect(found).toBeGreaterThanOrEqual(Math.floor((value * 1000 * 511) / 512) - 1);
    },
  );

  test('zero and the numbers below the least normal one are one cell', () => {
    const rising = new OctaveTable((lower) => (lower < 1e-300 ? 7 : 8));
    expect([rising.at(0), rising.at(Number.MIN_VALUE), rising.at(1e-310), rising.at(1)]).toEqual([
      7, 7, 7, 8,
    ]);
  });
});
