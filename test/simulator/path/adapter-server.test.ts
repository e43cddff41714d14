import type { AdapterCompatibility, MetricSpec, Reading } from '@flyball/core';
import { compileAdapter } from '@flyball/core';
import {
  type AdapterMetric,
  AdapterServer,
  type QueryFault,
  QueryRunner,
  SeriesStore,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { SECOND, tutorialAdapter, tutorialManifest } from './support.ts';

const [metric] = tutorialManifest.spec.metrics ?? [];
const names = { selector: 'app=command', podNames: ['a', 'b'], namespace: 'kong' };

function objectMetric(): AdapterMetric {
  if (metric?.type !== 'Object') throw new Error('the tutorial measures an object');
  return { spec: metric, ...names };
}

/** Counters that grow by 10 requests a second of so many milliseconds, until an instant. */
function write(store: SeriesStore, until: number, latency: number, requests = 10): void {
  const labels = {
    exported_namespace: 'kong',
    exported_service: 'command',
    kubernetes_namespace: 'kong',
    kubernetes_name: 'command',
    kubernetes_kind: 'Service',
  };
  const sum = store.series({ __name__: 'kong_upstream_latency_ms_sum', ...labels });
  const count = store.series({ __name__: 'kong_upstream_latency_ms_count', ...labels });
  for (let second = 0; second <= until; second += 5) {
    sum.append(second * SECOND, second * requests * latency);
    count.append(second * SECOND, second * requests);
  }
}

function serverOf(
  store: SeriesStore,
  compatibility: AdapterCompatibility,
  fault?: (at: number) => QueryFault | undefined,
): AdapterServer {
  return new AdapterServer({
    adapter: tutorialAdapter(compatibility),
    store,
    prometheus: new QueryRunner({ store, ...(fault === undefined ? {} : { fault }) }),
    startedAt: 0,
  });
}

describe("the tutorial's metric", () => {
  test('is there after the first listing that finds its series', () => {
    const store = new SeriesStore();
    const server = serverOf(store, 'prometheus-adapter');
    expect(server.advance(0)).toEqual([{ at: 0, ok: true, metrics: 0 }]);
    write(store, 50, 100);
    const before = server.read(objectMetric(), 55 * SECOND);
    expect(before).toEqual({
      error: {
        reason: 'NotFound',
        message:
          'the server could not find the metric kong_upstream_latency_ms_60s_average for services',
      },
    });
    expect(server.nextEventAt()).toBe(60 * SECOND);
    // Of the service and of its namespace, for which its query answers nothing.
    expect(server.advance(60 * SECOND)).toEqual([{ at: 60 * SECOND, ok: true, metrics: 2 }]);
    expect(server.read(objectMetric(), 60 * SECOND)).toEqual({ value: 100_000, at: 60 * SECOND });
  });

  test('goes when its series have been gone for the age', () => {
    const store = new SeriesStore();
    write(store, 50, 100);
    const server = serverOf(store, 'prometheus-adapter');
    const listed = server.advance(180 * SECOND).map(({ metrics }) => metrics);
    expect(listed).toEqual([2, 2, 0, 0]);
  });

  test('stays while the listing fails', () => {
    const store = new SeriesStore();
    write(store, 50, 100);
    const server = new AdapterServer({
      adapter: tutorialAdapter('flyball'),
      store,
      prometheus: new QueryRunner({ store }),
      startedAt: 0,
      fault: (at) => (at > 0 ? 'unavailable' : undefined),
    });
    expect(server.advance(120 * SECOND).map(({ ok, metrics }) => [ok, metrics])).toEqual([
      [true, 2],
      [false, 2],
      [false, 2],
    ]);
  });

  // Without traffic the query is 0/0, which prometheus-adapter serves as zero.
  test.each<[AdapterCompatibility, Reading]>([
    ['prometheus-adapter', { value: 0, at: 60 * SECOND }],
    [
      'flyball',
      {
        error: {
          reason: 'NotFound',
          message: expect.stringContaining('a ratio without traffic is 0/0'),
        },
      },
    ],
  ])('without traffic, as %s', (compatibility, expected) => {
    const store = new SeriesStore();
    write(store, 60, 100, 0);
    const server = serverOf(store, compatibility);
    server.advance(60 * SECOND);
    expect(server.read(objectMetric(), 60 * SECOND)).toEqual(expected);
  });

  test('is missing while Prometheus does not answer', () => {
    const store = new SeriesStore();
    write(store, 60, 100);
    const server = serverOf(store, 'prometheus-adapter', (at) =>
      at >= 61 * SECOND ? 'unavailable' : undefined,
    );
    server.advance(60 * SECOND);
    expect(server.read(objectMetric(), 60 * SECOND)).toEqual({ value: 100_000, at: 60 * SECOND });
    expect(server.read(objectMetric(), 61 * SECOND)).toEqual({
      error: {
        reason: 'InternalError',
        message: 'Internal error occurred: unable to fetch metrics',
      },
    });
  });
});

describe('metrics of pods and of nothing', () => {
  const rule = {
    seriesQuery: 'queue_length{pod!="",namespace!=""}',
    seriesFilters: [],
    name: { matches: '', as: '' },
    resources: { overrides: { pod: { resource: 'pod' }, namespace: { resource: 'namespace' } } },
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
  };
  const adapter = compileAdapter({
    rules: [rule],
    externalRules: [{ ...rule, metricsQuery: '<<.Series>>{<<.LabelMatchers>>}' }],
  });
  const target = { type: 'AverageValue', averageValue: '5' } as const;

  function read(spec: AdapterMetric['spec']): Reading {
    const store = new SeriesStore();
    for (const [pod, value] of [
      ['a', 7],
      ['b', 2.5],
      ['other', 100],
    ] as const) {
      store.series({ __name__: 'queue_length', pod, namespace: 'kong' }).append(0, value);
    }
    const prometheus = new QueryRunner({ store });
    const server = new AdapterServer({ adapter, store, prometheus, startedAt: 0 });
    server.advance(0);
    return server.read({ spec, ...names }, SECOND);
  }

  test('a Pods metric is one value for each pod that is selected', () => {
    const spec: MetricSpec = { type: 'Pods', pods: { metric: { name: 'queue_length' }, target } };
    expect(read(spec)).toEqual({
      pods: {
        a: { value: 7000, at: SECOND, window: 60_000 },
        b: { value: 2500, at: SECOND, window: 60_000 },
      },
    });
  });

  test('an External metric is every sample, to be summed', () => {
    const name = { name: 'queue_length', selector: { matchLabels: { pod: 'a' } } };
    const all: MetricSpec = {
      type: 'External',
      external: { metric: { name: 'queue_length' }, target },
    };
    const one: MetricSpec = { type: 'External', external: { metric: name, target } };
    const none: MetricSpec = {
      type: 'External',
      external: {
        metric: { name: 'queue_length', selector: { matchLabels: { pod: 'nosuch' } } },
        target,
      },
    };
    expect(read(all)).toEqual({ values: [7000, 2500, 100_000], at: SECOND });
    expect(read(one)).toEqual({ values: [7000], at: SECOND });
    expect(read(none)).toEqual({
      error: { message: 'no metrics returned from external metrics API' },
    });
  });
});
