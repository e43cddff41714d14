import { fc, test } from '@fast-check/vitest';
import { poissonCdf } from '@flyball/core';
import {
  ArrivalClock,
  intensityOf,
  randomStream,
  shapeOf,
  type Workload,
} from '@flyball/simulator';
import { describe, expect } from 'vitest';

const HOUR = 3600;
const options = { duration: 2 * 86_400, seed: 1n };

function rateOf(workload: Workload, change: Partial<typeof options> & { startsAt?: number } = {}) {
  return shapeOf(workload, { ...options, ...change }).rate;
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0) / values.length;
}

describe('shapes', () => {
  test('steps and ramps', () => {
    const step = rateOf({ kind: 'step', rates: [1, 5, 2], changes: [10, 20] });
    expect([0, 9.9, 10, 19, 20, 99].map(step)).toEqual([1, 1, 5, 5, 2, 2]);
    const ramp = rateOf({ kind: 'ramp', from: 2, to: 10, start: 10, end: 20 });
    expect([0, 10, 15, 20, 30].map(ramp)).toEqual([2, 2, 6, 10, 10]);
  });

  test('a day has its top at its hour and its mean over the day', () => {
    const day: Workload = { kind: 'diurnal', mean: 100, amplitude: 0.5, peakHour: 14 };
    const rate = rateOf(day);
    expect(rate(14 * HOUR)).toBeCloseTo(150, 9);
    expect(rate(2 * HOUR)).toBeCloseTo(50, 9);
    const grid = Array.from({ length: 1440 }, (_, minute) => rate(minute * 60));
    expect(mean(grid)).toBeCloseTo(100, 6);
    const noon = rateOf(day, { startsAt: Date.UTC(2024, 0, 1, 12) });
    expect(noon(2 * HOUR)).toBeCloseTo(150, 9);
  });

  test('weekdays change at midnight, Monday first', () => {
    const factors = [1, 2, 3, 4, 5, 6, 7];
    // 4 March 2026 was a Wednesday.
    const shape = shapeOf(
      { kind: 'weekday', factors },
      { ...options, startsAt: Date.UTC(2026, 2, 4, 23) },
    );
    expect([0, HOUR - 1, HOUR, 24 * HOUR, 25 * HOUR].map(shape.rate)).toEqual([3, 3, 4, 4, 5]);
    expect(shape.breaks).toEqual([HOUR, 25 * HOUR]);
  });

  test('a flash crowd comes, stays and fades', () => {
    const flash = rateOf({
      kind: 'flash',
      peak: 90,
      start: 100,
      rampUp: 10,
      plateau: 50,
      decay: 20,
    });
    expect([0, 99, 105, 110, 159].map(flash)).toEqual([0, 0, 45, 90, 90]);
    expect(flash(180)).toBeCloseTo(90 / Math.E, 9);
  });

  test('parts multiply and add up', () => {
    const rate = rateOf({
      kind: 'sum',
      parts: [
        {
          kind: 'product',
          parts: [
            { kind: 'constant', rate: 10 },
            { kind: 'step', rates: [1, 2], changes: [60] },
          ],
        },
        { kind: 'step', rates: [0, 7], changes: [30] },
      ],
    });
    expect([0, 30, 60].map(rate)).toEqual([10, 17, 27]);
  });

  test('samples are held or joined, and begin again when asked to', () => {
    const points = [
      [0, 10],
      [60, 20],
      [120, 0],
    ] as const;
    const hold = rateOf({ kind: 'samples', points });
    expect([-1, 0, 59, 60, 119, 120, 999].map(hold)).toEqual([10, 10, 10, 20, 20, 0, 0]);
    const line = rateOf({ kind: 'samples', points, between: 'line' });
    expect([0, 30, 90, 150].map(line)).toEqual([10, 15, 10, 0]);
    const again = shapeOf({ kind: 'samples', points, repeat: true }, { ...options, duration: 400 });
    expect([179, 180, 240, 300, 360].map(again.rate)).toEqual([0, 10, 20, 0, 10]);
    expect(again.breaks).toEqual([0, 60, 120, 180, 240, 300, 360]);
  });
});

describe('random loads', () => {
  const duration = 20_000;
  const draw = (workload: Workload, seed = 1n) =>
    intensityOf(shapeOf(workload, { duration, seed }), duration).rates;

  test('noise is a factor around one with its spread and its memory', () => {
    const rates = intensityOf(
      shapeOf({ kind: 'noise', cv: 0.3, every: 1, correlation: 0.5 }, { duration, seed: 3n }),
      duration,
    ).rates;
    expect(mean(rates)).toBeCloseTo(1, 1);
    const logs = Array.from(rates, Math.log);
    const centre = mean(logs);
    const variance = mean(logs.map((x) => (x - centre) ** 2));
    const next = mean(logs.slice(1).map((x, t) => (x - centre) * ((logs[t] ?? 0) - centre)));
    expect(variance / Math.log1p(0.09)).toBeCloseTo(1, 1);
    expect(next / variance).toBeCloseTo(0.5, 1);
  });

  test('MMPP-2 has the mean of its chain', () => {
    // (l1 r2 + l2 r1)/(r1 + r2) = (10 x 0.2 + 40 x 0.1)/0.3.
    const rates = draw({ kind: 'mmpp', rates: [10, 40], switchRates: [0.1, 0.2] });
    expect(mean(rates) / 20).toBeCloseTo(1, 1);
    expect(new Set(rates)).toEqual(new Set([10, 40]));
  });

  test('a self-similar load keeps its variance when it is averaged', () => {
    // Aggregated variance: log variance against log block length has slope 2 H - 2.
    const rates = draw({ kind: 'self-similar', mean: 100, hurst: 0.8, meanPeriod: 2 }, 4n);
    const varianceAt = (block: number): number => {
      const means = Array.from({ length: Math.floor(rates.length / block) }, (_, k) =>
        mean(rates.subarray(k * block, (k + 1) * block)),
      );
      const centre = mean(means);
      return mean(means.map((x) => (x - centre) ** 2));
    };
    const slope = Math.log(varianceAt(400) / varianceAt(20)) / Math.log(20);
    expect(slope).toBeGreaterThan(-0.75);
    expect(slope).toBeLessThan(-0.15);
    expect(mean(rates) / 100).toBeCloseTo(1, 0);
  });

  test('the same seed is the same load; each random part has its own stream', () => {
    const noise: Workload = { kind: 'noise', cv: 0.5, every: 10 };
    const two: Workload = { kind: 'sum', parts: [noise, noise] };
    expect(draw(two)).toEqual(draw(two));
    expect(draw(two)).not.toEqual(draw(two, 2n));
    const [first, sum] = [draw(noise), draw(two)];
    expect(sum[0]).not.toBe(2 * (first[0] ?? 0));
  });
});

describe('bad parameters are named', () => {
  test.each([
    [{ kind: 'constant', rate: -1 }, 'rate must be a finite number >= 0, got -1'],
    [{ kind: 'step', rates: [1], changes: [5] }, 'one more entry than changes, got 1 and 1'],
    [{ kind: 'step', rates: [1, 2, 3], changes: [5, 5] }, 'changes[1] - the one before'],
    [{ kind: 'ramp', from: 1, to: 2, start: 5, end: 5 }, 'end - start'],
    [{ kind: 'weekday', factors: [1] }, 'seven entries, Monday first, got 1'],
    [
      { kind: 'sinusoid', base: 1, amplitude: 2, period: 1 },
      'amplitude must be a number from 0 to 1',
    ],
    [{ kind: 'samples', points: [] }, 'at least one sample'],
    [
      {
        kind: 'samples',
        points: [
          [1, 1],
          [1, 2],
        ],
      },
      'points[1] time',
    ],
    [{ kind: 'self-similar', mean: 1, hurst: 0.4 }, 'hurst'],
    [{ kind: 'noise', cv: 1, correlation: 1 }, 'correlation'],
  ] satisfies [Workload, string][])('%j', (workload, message) => {
    expect(() => shapeOf(workload, options)).toThrow(message);
  });
});

describe('stairs', () => {
  test.prop([
    fc.array(fc.integer({ min: 1, max: 799 }).map((eighth) => eighth / 8)),
    fc.constantFrom(0.5, 1, 7),
  ])('cover the run without gaps and have an edge at every jump', (jumps, step) => {
    const changes = [...new Set(jumps)].sort((a, b) => a - b);
    const rates = [0, ...changes.map((_, k) => k + 1)];
    const shape = shapeOf({ kind: 'step', rates, changes }, { duration: 100, seed: 1n });
    const stairs = intensityOf(shape, 100, step);
    expect(stairs.edges[0]).toBe(0);
    expect(stairs.edges.at(-1)).toBe(100);
    expect(stairs.edges.length).toBe(stairs.rates.length + 1);
    for (const [k, rate] of stairs.rates.entries()) {
      expect(stairs.edges[k + 1] ?? 0).toBeGreaterThan(stairs.edges[k] ?? 0);
      expect(rate).toBe(shape.rate(stairs.edges[k] ?? 0));
    }
  });
});

describe('the clock of arrivals', () => {
  const intensity = { edges: Float64Array.of(0, 100, 200), rates: Float64Array.of(50, 5) };

  test('strikes as often as the rate says, in order, and then no more', () => {
    const clock = new ArrivalClock(intensity, randomStream(2n, 'arrivals'));
    const times: number[] = [];
    for (let at = clock.next(); at < Infinity; at = clock.next()) times.push(at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const early = times.filter((at) => at < 100).length;
    // Inside the middle 99.99 % of the Poisson law.
    expect(poissonCdf(early, 5000)).toBeGreaterThan(5e-5);
    expect(poissonCdf(early, 5000)).toBeLessThan(1 - 5e-5);
    expect(poissonCdf(times.length - early, 500)).toBeGreaterThan(5e-5);
    expect(poissonCdf(times.length - early, 500)).toBeLessThan(1 - 5e-5);
    expect(clock.next()).toBe(Infinity);
  });

  test('regular gaps are regular in the time of the load', () => {
    const gaps = { law: 'deterministic', mean: 3 } as const;
    const clock = new ArrivalClock(
      { edges: Float64Array.of(0, 1, 2), rates: Float64Array.of(2, 4) },
      randomStream(2n, 'arrivals'),
      gaps,
    );
    expect([clock.next(), clock.next(), clock.next()]).toEqual([0.5, 1, 1.25]);
  });
});
