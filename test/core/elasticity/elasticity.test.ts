import { fc, test } from '@fast-check/vitest';
import {
  elasticity,
  elasticSpeedup,
  LogHistogram,
  sloViolation,
  timeToScale,
  weightedSummary,
  worstWindow,
} from '@flyball/core';
import { describe, expect } from 'vitest';

const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
});

describe('log histogram', () => {
  test.prop([
    values,
    fc.constantFrom(0.005, 0.01, 0.05),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ])('every quantile is within the stated error', (given, error, q) => {
    const histogram = new LogHistogram(error);
    for (const value of given) histogram.record(value);
    const sorted = [...given].sort((a, b) => a - b);
    const exact = sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
    // Among the least doubles there is none that is nearer than the next.
    const allowed = Math.max(exact * error * (1 + 1e-9), Number.MIN_VALUE);
    expect(Math.abs(histogram.quantile(q) - exact)).toBeLessThanOrEqual(allowed);
  });

  test.prop([values, values])('merging in any order gives the same buckets', (a, b) => {
    const [left, right, both] = [new LogHistogram(), new LogHistogram(), new LogHistogram()];
    for (const value of a) left.record(value);
    for (const value of b) right.record(value);
    for (const value of [...b, ...a]) both.record(value);
    const merged = LogHistogram.from(right.toJSON());
    merged.merge(left);
    const { buckets, count, zeros, min, max } = both.toJSON();
    expect(merged.toJSON()).toMatchObject({ buckets, count, zeros, min, max });
  });

  test('the share above a threshold counts the bucket in proportion', () => {
    const histogram = new LogHistogram(0.01);
    for (let ms = 1; ms <= 1000; ms += 1) histogram.record(ms);
    expect(histogram.shareAbove(900)).toBeCloseTo(0.1, 2);
    expect(histogram.shareAbove(0)).toBe(1);
    expect(histogram.shareAbove(5000)).toBe(0);
  });

  test('nothing recorded is not a number, and a cleared one is as new', () => {
    const histogram = new LogHistogram();
    expect(histogram.quantile(0.5)).toBeNaN();
    expect(histogram.shareAbove(1)).toBeNaN();
    histogram.record(5, 3);
    expect(histogram.mean).toBe(5);
    histogram.clear();
    expect(histogram.toJSON()).toEqual(new LogHistogram().toJSON());
  });

  test.each([-1, Number.NaN, Infinity])('%d is no duration', (value) => {
    expect(() => new LogHistogram().record(value)).toThrow(
      `value must be a finite number >= 0, got ${value}`,
    );
  });

  test('histograms of different error do not mix', () => {
    expect(() => new LogHistogram(0.01).merge(new LogHistogram(0.02))).toThrow('relativeError');
  });
});

describe('elasticity', () => {
  const still = {
    demand: [[0, 4]],
    supply: [[0, 4]],
    end: 60,
    maxResources: 8,
    gridStep: 1,
  } as const;

  test('a supply that always meets demand scores zero throughout', () => {
    expect(Object.values(elasticity(still)).every((score) => score === 0)).toBe(true);
  });

  test('a grid of fewer than two points has no instability', () => {
    expect(() => elasticity({ ...still, gridStep: 31 })).toThrow(
      'end / gridStep must be an integer >= 2, got 1',
    );
  });

  test('twice as good in all four scores is a speedup of two', () => {
    const half = { accuracyUnder: 5, accuracyOver: 5, timeshareUnder: 5, timeshareOver: 5 };
    const full = { accuracyUnder: 10, accuracyOver: 10, timeshareUnder: 10, timeshareOver: 10 };
    expect(elasticSpeedup(half, full)).toBeCloseTo(2, 12);
  });
});

describe('violation of an objective', () => {
  test('without requests a share is null, not zero', () => {
    const { badRequestShare, errorBudgetBurn, violationTime } = sloViolation({
      latency: [[0, 5]],
      requestRate: [[0, 0]],
      threshold: 1,
      end: 10,
      target: 0.99,
      window: 5,
    });
    expect({ badRequestShare, errorBudgetBurn, violationTime }).toEqual({
      badRequestShare: null,
      errorBudgetBurn: null,
      violationTime: 10,
    });
  });

  test.prop([
    fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: 50 }),
  ])('no window on a grid is worse than the worst window', (rates, length) => {
    const rate = rates.map((value, t) => [t, value] as const);
    const end = rates.length;
    const { total } = worstWindow(rate, end, length);
    for (let start = 0; start + Math.min(length, end) <= end; start += 1) {
      const sum = rates.slice(start, start + length).reduce((a, b) => a + b, 0);
      expect(total).toBeGreaterThanOrEqual(sum - 1e-9);
    }
  });
});

describe('time to scale', () => {
  test('is null when demand never rises, and when there are never enough', () => {
    expect(timeToScale([[0, 3]], [[0, 1]], 60)).toBeNull();
    expect(
      timeToScale(
        [
          [0, 1],
          [10, 9],
        ],
        [[0, 1]],
        60,
      ),
    ).toMatchObject({
      loadStep: 10,
      timeToFirstChange: null,
      timeToScale: null,
    });
  });
});

describe('weighted quantiles', () => {
  test('a value without weight is never an answer', () => {
    expect(weightedSummary([1, 2, 3], [0, 1, 0], [0, 0.5, 1]).quantiles).toEqual([2, 2, 2]);
    expect(() => weightedSummary([1], [0], [0.5])).toThrow('the sum of weights');
  });
});
