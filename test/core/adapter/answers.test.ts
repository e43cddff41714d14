import {
  type AdapterCompatibility,
  answerMetricsUrl,
  compileAdapter,
  customRegistry,
  emptyListing,
  type MetricsService,
  type MetricsStep,
  type ObjectNames,
  type QueryOutcome,
  relist,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { HTTP } from './support.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const SAMPLED = Date.UTC(2026, 0, 2, 3, 4, 1);
const PODS_URL = '/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/pods';
const METRIC = 'http_requests_per_second';

function service(compatibility: AdapterCompatibility = 'flyball'): MetricsService {
  const adapter = compileAdapter({ rules: [HTTP] }, { compatibility });
  const series = [{ __name__: 'http_requests_total', namespace: 'shop', pod: 'p' }];
  const answers = new Map([[HTTP.seriesQuery, { ok: true as const, series }]]);
  const listing = relist(adapter, emptyListing(adapter), answers, { at: 0 });
  return { kinds: adapter.kinds, compatibility, custom: customRegistry(listing) };
}

interface World {
  readonly names?: ObjectNames;
  readonly outcome?: QueryOutcome;
  readonly compatibility?: AdapterCompatibility;
  readonly longestQuery?: number;
}

function ask(url: string, world: World = {}) {
  const {
    names = { ok: true, names: [] },
    outcome = vector(),
    compatibility,
    longestQuery,
  } = world;
  const base = service(compatibility);
  let step: MetricsStep | undefined = answerMetricsUrl(
    url,
    longestQuery === undefined ? base : { ...base, longestQuery },
  );
  while (step?.kind === 'list') step = step.next(names);
  if (step === undefined) return { queries: [] };
  if (step.kind === 'answer') return { queries: [], answer: step.answer };
  return {
    queries: step.queries,
    answer: step.next(
      step.queries.map(() => outcome),
      NOW,
    ),
  };
}

function vector(...values: readonly (readonly [pod: string, value: number])[]): QueryOutcome {
  const samples = values.map(([pod, value]) => ({ labels: { pod }, value, at: SAMPLED }));
  return { kind: 'vector', samples };
}

const message = (text: string) => ({
  answer: { body: { message: expect.stringContaining(text) } },
});

describe('by default an answer', () => {
  test('carries the time of the sample', () => {
    expect(ask(`${PODS_URL}/cart-1/${METRIC}`, { outcome: vector(['cart-1', 12.5]) })).toEqual({
      queries: ['sum(rate(http_requests_total{namespace="shop",pod="cart-1"}[2m])) by (pod)'],
      answer: {
        status: 200,
        body: {
          kind: 'MetricValueList',
          apiVersion: 'custom.metrics.k8s.io/v1beta2',
          metadata: {},
          items: [
            {
              describedObject: {
                kind: 'Pod',
                namespace: 'shop',
                name: 'cart-1',
                apiVersion: '/v1',
              },
              metric: { name: METRIC, selector: null },
              timestamp: '2026-01-02T03:04:01Z',
              value: '12500m',
            },
          ],
        },
      },
    });
  });

  test.each([
    [Number.NaN, 'its value is not a number; a ratio without traffic is 0/0'],
    [Number.POSITIVE_INFINITY, 'its value is infinite'],
    [1e300, 'its value is too large for a quantity'],
  ])('of %s is an error that says so', (value, text) => {
    const url = `${PODS_URL}/cart-1/${METRIC}`;
    expect(ask(url, { outcome: vector(['cart-1', value]) })).toMatchObject(message(text));
  });

  test('of several objects leaves out those without a value: they are missing, not zero', () => {
    const names = { ok: true, names: ['a', 'b', 'c'] } as const;
    const outcome = vector(['a', 1], ['b', Number.NaN], ['x', 5]);
    expect(ask(`${PODS_URL}/%2A/${METRIC}`, { names, outcome }).answer).toMatchObject({
      status: 200,
      body: { items: [{ describedObject: { name: 'a' }, value: '1' }] },
    });
  });

  test.each([
    [`${PODS_URL}/a/nope`, 'no rule makes a metric of this name'],
    [PODS_URL.replace('pods', `services/a/${METRIC}`), 'it is there for namespaces, pods'],
    [PODS_URL.replace('pods', `widgets/a/${METRIC}`), 'there is no resource widgets'],
    [`${PODS_URL}/a/${METRIC}`, 'the query gives no sample'],
    [`${PODS_URL}/*/${METRIC}`, 'no object is selected'],
    [`${PODS_URL}/a/${METRIC}?metricLabelSelector=a%3D%23`, 'Invalid value: "#"'],
  ])('for %s tells why there is none', (url, text) => {
    expect(ask(url)).toMatchObject(message(text));
  });

  test('to a failed query tells the reason; a bad selector is the fault of who asks', () => {
    const outcome = { kind: 'failure', reason: 'connection refused' } as const;
    expect(ask(`${PODS_URL}/a/${METRIC}`, { outcome })).toMatchObject({
      answer: {
        status: 500,
        body: { message: expect.stringContaining('metrics: connection refused') },
      },
    });
    expect(ask(`${PODS_URL}/a/${METRIC}?metricLabelSelector=a%3D%23`).answer?.status).toBe(400);
  });

  test('for many objects asks in several queries, each short enough', () => {
    const names = Array.from({ length: 100 }, (_, i) => `cart-${String(i).padStart(3, '0')}`);
    const { queries, answer } = ask(`${PODS_URL}/*/${METRIC}`, {
      names: { ok: true, names },
      outcome: vector(...names.map((name): [string, number] => [name, 1])),
      longestQuery: 400,
    });
    expect(queries.length).toBeGreaterThan(1);
    expect(Math.max(...queries.map((query) => query.length))).toBeLessThanOrEqual(400);
    expect(answer?.body).toMatchObject({ items: { length: 100 } });
  });
});

describe("under prometheus-adapter's compatibility", () => {
  const compatibility = 'prometheus-adapter';

  test('NaN is 0, the time is that of the answer, the reasons are hidden', () => {
    const url = `${PODS_URL}/cart-1/${METRIC}`;
    const outcome = vector(['cart-1', Number.NaN]);
    expect(ask(url, { outcome, compatibility }).answer).toMatchObject({
      body: { items: [{ value: '0', timestamp: '2026-01-02T03:04:05Z' }] },
    });
    expect(ask(url, { compatibility }).answer).toMatchObject({
      body: { message: `the server could not find the metric ${METRIC} for pods cart-1` },
    });
  });
});

describe('discovery', () => {
  test('lists metrics by name, and tells of both versions', () => {
    expect(ask('/apis/custom.metrics.k8s.io/v1beta2').answer?.body).toMatchObject({
      kind: 'APIResourceList',
      resources: [
        { name: `namespaces/${METRIC}`, namespaced: false },
        { name: `pods/${METRIC}`, namespaced: true },
      ],
    });
    expect(ask('/apis/custom.metrics.k8s.io').answer?.body).toMatchObject({
      versions: [{ version: 'v1beta2' }, { version: 'v1beta1' }],
      preferredVersion: { version: 'v1beta2' },
    });
  });

  test('an API that is not served has no answer', () => {
    expect(ask('/apis/external.metrics.k8s.io/v1beta1')).toEqual({ queries: [] });
    expect(ask('/healthz')).toEqual({ queries: [] });
  });
});
