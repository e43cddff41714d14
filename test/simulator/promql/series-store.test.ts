import { fc, test as property } from '@fast-check/vitest';
import { type BoundQuery, Query, type Series, SeriesStore } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const MINUTE = 60_000;

function valuesOf(store: SeriesStore, query: string, at: number): readonly number[] {
  return new Query(query).over(store).vectorAt(at).values;
}

describe('a series', () => {
  test('has one handle for one set of labels, whatever their order; empty labels are absent', () => {
    const store = new SeriesStore();
    const series = store.series({ __name__: 'up', job: 'a', pod: '' });
    expect(store.series({ job: 'a', __name__: 'up' })).toBe(series);
    expect(series.labels.toRecord()).toEqual({ __name__: 'up', job: 'a' });
  });

  test('takes samples in the order of time only', () => {
    const series = new SeriesStore().series({ __name__: 'up' });
    expect(series.append(1000, 1)).toBe(true);
    expect(series.append(1000, 2)).toBe(false);
    expect(series.append(999, 2)).toBe(false);
    expect(series.markStale(1000)).toBe(false);
    expect(series.append(1000.5, 2)).toBe(true);
  });

  test('is seen until it is five minutes old, that instant not included', () => {
    const store = new SeriesStore();
    store.series({ __name__: 'up' }).append(1000, 7);
    expect(valuesOf(store, 'up', 999)).toEqual([]);
    expect(valuesOf(store, 'up', 1000)).toEqual([7]);
    expect(valuesOf(store, 'up', 1000 + 5 * MINUTE - 1)).toEqual([7]);
    expect(valuesOf(store, 'up', 1000 + 5 * MINUTE)).toEqual([]);
  });

  test('ends with a staleness marker and begins again with the next sample', () => {
    const store = new SeriesStore();
    const series = store.series({ __name__: 'up' });
    series.append(1000, 1);
    expect(series.stale).toBe(false);
    series.markStale(2000);
    expect(series.stale).toBe(true);
    series.append(3000, 3);
    expect([1000, 1999, 2000, 2999, 3000].map((at) => valuesOf(store, 'up', at))).toEqual([
      [1],
      [1],
      [],
      [],
      [3],
    ]);
    // A range sees the samples on both sides of the marker.
    expect(valuesOf(store, 'count_over_time(up[10s])', 3000)).toEqual([2]);
  });
});

describe('a store', () => {
  test('keeps as long as the query that looks back farthest, and no longer', () => {
    const store = new SeriesStore({ retention: 0 });
    const query = new Query('max_over_time(rate(x_total[1m])[10m:1m] offset 5m)');
    expect(query.lookBack).toBe(16 * MINUTE);
    query.over(store);
    expect(store.retention).toBe(16 * MINUTE);
    const series = store.series({ __name__: 'x_total' });
    for (let at = 0; at < 1000 * MINUTE; at += 1000) series.append(at, at);
    expect(series.samples.times.length).toBeLessThanOrEqual(2 * 2 * 16 * 60);
  });

  test('lets series go that have ended, and their handles begin anew', () => {
    const store = new SeriesStore();
    const old = store.series({ __name__: 'up', pod: 'a' });
    old.append(0, 1);
    const other = store.series({ __name__: 'up', pod: 'b' });
    for (let at = 0; at <= 30 * MINUTE; at += MINUTE) other.append(at, 1);
    expect(store.all.map(({ labels }) => labels.get('pod'))).toEqual(['b']);
    expect(old.append(31 * MINUTE, 5)).toBe(true);
    expect(valuesOf(store, 'up', 31 * MINUTE)).toEqual([1, 5]);
    expect(store.all).toHaveLength(2);
  });

  test('a bound query sees series that come and go', () => {
    const store = new SeriesStore();
    const count = new Query('count(up)').over(store);
    store.series({ __name__: 'up', pod: 'a' }).append(0, 1);
    expect(count.vectorAt(0).values).toEqual([1]);
    for (let at = 0; at <= 60 * MINUTE; at += MINUTE) {
      store.series({ __name__: 'up', pod: `p${Math.floor(at / (10 * MINUTE))}` }).append(at, 1);
    }
    expect(count.vectorAt(60 * MINUTE).values).toEqual([2]);
    expect(store.all.length).toBeLessThan(4);
  });
});

describe('answers do not depend on what the store has let go', () => {
  const queries = [
    'rate(x_total[1m])',
    // Whole numbers, whose sum is the same in any order: a series that came back stands last.
    'sum(x_total)',
    'x_total offset 2m',
    'max_over_time(sum by (pod) (increase(x_total[2m]))[5m:30s])',
    'avg_over_time(x_total[3m] offset 1m)',
    'absent(x_total{pod="1"})',
  ];
  const steps = fc.array(
    fc.record({
      wait: fc.integer({ min: 1, max: 90_000 }),
      pod: fc.integer({ min: 0, max: 3 }),
      value: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(Number.NaN), fc.constant(-1)),
    }),
    { minLength: 5, maxLength: 60 },
  );

  property.prop([steps, fc.constantFrom(...queries)])('%s', (given, text) => {
    const everything = new SeriesStore({ retention: Number.POSITIVE_INFINITY });
    const little = new SeriesStore({ retention: 0 });
    const query = new Query(text);
    const remembering = query.over(little);
    let at = 0;
    for (const { wait, pod, value } of given) {
      at += wait;
      for (const store of [everything, little]) {
        write(store.series({ __name__: 'x_total', pod: String(pod) }), at, value);
      }
      // Put over the store anew, the query remembers nothing.
      expect(seen(remembering, at)).toEqual(seen(query.over(everything), at));
    }
  });

  function seen(query: BoundQuery, at: number): unknown {
    const { labels, values } = query.vectorAt(at);
    return new Map(labels.map((set, i) => [set.key, values[i]]));
  }

  function write(series: Series, at: number, value: number): void {
    if (value < 0) series.markStale(at);
    else series.append(at, value);
  }
});
