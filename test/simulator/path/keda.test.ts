import type { QueryOutcome } from '@flyball/core';
import {
  KedaMetrics,
  type PrometheusTrigger,
  QueryRunner,
  readTrigger,
  SeriesStore,
  servedMilli,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { SECOND } from './support.ts';

const vector = (...values: readonly number[]): QueryOutcome => ({
  kind: 'vector',
  samples: values.map((value) => ({ labels: {}, at: 0, value })),
});

describe('a Prometheus trigger', () => {
  // The result table of KEDA 2.21's prometheus scaler: value and error, with and without
  // ignoreNullValues. "fails" is an error.
  test.each<[string, QueryOutcome, number | 'fails', number | 'fails']>([
    ['a failure', { kind: 'failure', reason: 'no answer' }, 'fails', 'fails'],
    ['nothing', vector(), 0, 'fails'],
    ['two elements', vector(1, 2), 'fails', 'fails'],
    ['NaN', vector(Number.NaN), 0, 'fails'],
    ['an infinity', vector(Number.POSITIVE_INFINITY), 0, 'fails'],
    ['a scalar', { kind: 'scalar', at: 0, value: 1 }, 'fails', 'fails'],
    ['one element', vector(12.5), 12.5, 12.5],
    ['a negative one', vector(-3), -3, -3],
  ])('reads %s', (_, outcome, ignoring, strict) => {
    const value = (ignoreNullValues: boolean) => {
      const reading = readTrigger({ query: 'x', ignoreNullValues }, outcome);
      return reading.ok ? reading.value : 'fails';
    };
    expect([value(true), value(false)]).toEqual([ignoring, strict]);
  });

  test('is active strictly above its threshold', () => {
    const active = (value: number) => {
      const reading = readTrigger({ query: 'x', activationThreshold: 5 }, vector(value));
      return reading.ok && reading.active;
    };
    expect([4, 5, 5.1].map(active)).toEqual([false, false, true]);
  });

  test.each([
    [12.3456, 12_346],
    [0.0004, 0],
    [-3, 0],
    [1e9, 1e12],
  ])('%d is served as %d thousandths', (value, milli) => {
    expect(servedMilli(value)).toBe(milli);
  });
});

describe('polling', () => {
  function kedaOf(trigger: Partial<PrometheusTrigger>): {
    readonly keda: KedaMetrics;
    readonly write: (second: number, value: number) => void;
  } {
    const store = new SeriesStore();
    const series = store.series({ __name__: 'queue' });
    const keda = new KedaMetrics({
      triggers: [{ query: 'sum(queue)', activationThreshold: 5, ...trigger }],
      prometheus: new QueryRunner({ store }),
      startedAt: 0,
    });
    return { keda, write: (second, value) => series.append(second * SECOND, value) };
  }

  test('says whether there is anything to do, every thirty seconds', () => {
    const { keda, write } = kedaOf({});
    write(0, 3);
    write(40, 9);
    const polls = keda.advance(60 * SECOND).map(({ at, active }) => [at / SECOND, active]);
    expect(polls).toEqual([
      [0, false],
      [30, false],
      [60, true],
    ]);
  });

  test('is not what the HorizontalPodAutoscaler gets, unless metrics are cached', () => {
    for (const [cached, expected] of [
      [false, 9000],
      [true, 3000],
    ] as const) {
      const { keda, write } = kedaOf({ useCachedMetrics: cached });
      write(0, 3);
      keda.advance(30 * SECOND);
      write(40, 9);
      expect(keda.read(0, 45 * SECOND)).toEqual({ values: [expected], at: 45 * SECOND });
    }
  });

  test('asks for whole seconds', () => {
    const { keda, write } = kedaOf({});
    write(1.2, 3);
    expect(keda.read(0, 1_900)).toEqual({ values: [0], at: 1_900 });
    expect(keda.read(0, 2_000)).toEqual({ values: [3000], at: 2_000 });
  });
});
