import {
  Query,
  type Scrape,
  type ScrapeFault,
  ScrapeLoop,
  type ScrapeOptions,
  type ScrapeTarget,
  SeriesStore,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const requests = { labels: { __name__: 'requests_total', job: 'own' } };
const errors = { labels: { __name__: 'errors_total' } };

/** A pod that counts its scrapes; `errors` is exposed for the first two only. */
function pod(name: string): ScrapeTarget {
  let scrapes = 0;
  return {
    name,
    labels: { job: 'pods', pod: name },
    expose(page) {
      scrapes++;
      page.sample(requests, scrapes);
      if (scrapes <= 2) page.sample(errors, scrapes);
      return true;
    },
  };
}

function loopOf(options: Partial<ScrapeOptions> & Pick<ScrapeOptions, 'targets'>): {
  readonly store: SeriesStore;
  readonly loop: ScrapeLoop;
} {
  const store = new SeriesStore({ retention: Number.POSITIVE_INFINITY });
  const loop = new ScrapeLoop({
    store,
    interval: 10_000,
    startedAt: 0,
    phase: () => 1_000,
    ...options,
  });
  return { store, loop };
}

/** Values at instants in seconds; null where there is none. */
function seen(store: SeriesStore, query: string, seconds: readonly number[]): (number | null)[] {
  const bound = new Query(query).over(store);
  return seconds.map((second) => bound.vectorAt(second * 1000).values[0] ?? null);
}

describe('scrapes', () => {
  test('come at their phase in the interval, from the first one after the start', () => {
    const { loop } = loopOf({ targets: () => [pod('a')] });
    expect(loop.advance(31_000)).toEqual<Scrape[]>([
      { at: 1_000, target: 'a', up: true },
      { at: 11_000, target: 'a', up: true },
      { at: 21_000, target: 'a', up: true },
      { at: 31_000, target: 'a', up: true },
    ]);
  });

  test('spread targets over the interval by their names, the same way every time', () => {
    const targets = () => ['a', 'b', 'c', 'd'].map(pod);
    const instants = () => {
      const store = new SeriesStore();
      const loop = new ScrapeLoop({ store, interval: 10_000, startedAt: 0, targets });
      return loop.advance(10_000).map(({ at }) => at);
    };
    expect(new Set(instants()).size).toBe(4);
    expect(instants()).toEqual(instants());
  });

  test("give series the target's labels; one of their own that clashes is exported", () => {
    const { store, loop } = loopOf({ targets: () => [pod('a')] });
    loop.advance(1_000);
    expect(store.all.map(({ labels }) => labels.toRecord())).toEqual([
      { __name__: 'up', job: 'pods', pod: 'a' },
      { __name__: 'requests_total', exported_job: 'own', job: 'pods', pod: 'a' },
      { __name__: 'errors_total', job: 'pods', pod: 'a' },
    ]);
  });

  test('end a series that is not exposed any more', () => {
    const { store, loop } = loopOf({ targets: () => [pod('a')] });
    loop.advance(40_000);
    expect(seen(store, 'errors_total', [1, 20.9, 21, 40])).toEqual([1, 2, null, null]);
    expect(seen(store, 'requests_total', [1, 20.9, 21, 40])).toEqual([1, 2, 3, 4]);
  });
});

describe('targets', () => {
  test('are heard of every five seconds, and scraped from their next phase on', () => {
    const { loop } = loopOf({ targets: (at) => (at >= 7_000 ? [pod('a')] : []) });
    // Heard of at 10 s, scraped at 11 s.
    expect(loop.advance(21_000).map(({ at }) => at)).toEqual([11_000, 21_000]);
  });

  test('that are gone end with the scrape they would have had, written over an interval later', () => {
    const { store, loop } = loopOf({ targets: (at) => (at < 23_000 ? [pod('a')] : []) });
    // Gone at 25 s; the next scrape would have been at 31 s, and 1.1 intervals later it is written.
    loop.advance(41_900);
    expect(seen(store, 'requests_total', [30, 31, 41.9])).toEqual([3, 3, 3]);
    loop.advance(42_000);
    expect(seen(store, 'requests_total', [30, 31, 41.9])).toEqual([3, null, null]);
    expect(seen(store, 'up', [30, 31])).toEqual([1, null]);
  });

  test('that come back in time go on', () => {
    const gone = (at: number) => at >= 23_000 && at < 33_000;
    const { store, loop } = loopOf({ targets: (at) => (gone(at) ? [] : [pod('a')]) });
    loop.advance(60_000);
    // Scraped again at 41 s, before the end would have been written.
    expect(seen(store, 'requests_total', [31, 41, 51])).toEqual([3, 1, 2]);
  });
});

describe('faults', () => {
  const withFault = (fault: ScrapeFault) =>
    loopOf({
      targets: () => [pod('a')],
      fault: (at) => (at === 11_000 ? fault : undefined),
    });

  test('a target that does not answer is down, and its series end', () => {
    const { store, loop } = withFault('unreachable');
    loop.advance(21_000);
    expect(seen(store, 'up', [1, 11, 21])).toEqual([1, 0, 1]);
    expect(seen(store, 'requests_total', [1, 11, 21])).toEqual([1, null, 2]);
  });

  test('a scrape that is left out leaves a gap and no end', () => {
    const { store, loop } = withFault('skipped');
    loop.advance(21_000);
    expect(seen(store, 'count_over_time(up[30s])', [21])).toEqual([2]);
    expect(seen(store, 'requests_total', [1, 11, 21])).toEqual([1, 1, 2]);
  });

  test('values can be NaN while the target is up', () => {
    const { store, loop } = withFault('nan');
    loop.advance(21_000);
    expect(seen(store, 'up', [11])).toEqual([1]);
    expect(seen(store, 'requests_total', [1, 11, 21])).toEqual([1, Number.NaN, 3]);
  });

  test('a target that says that it does not answer is down', () => {
    const deaf: ScrapeTarget = { name: 'a', labels: {}, expose: () => false };
    const { store, loop } = loopOf({ targets: () => [deaf] });
    expect(loop.advance(1_000)).toEqual([{ at: 1_000, target: 'a', up: false }]);
    expect(seen(store, 'up', [1])).toEqual([0]);
  });
});
