import {
  type Adapter,
  compileAdapter,
  customRegistry,
  emptyListing,
  externalRegistry,
  formatGroupResource,
  type Listing,
  relist,
  resolveStatically,
  type SeriesAnswer,
  seriesQueries,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { adapterOf, HTTP, PODS, SERVICES } from './support.ts';

const QUEUES = {
  ...HTTP,
  seriesQuery: 'queue_depth',
  resources: { overrides: { svc: { resource: 'service' }, ns: { resource: 'namespace' } } },
  name: { matches: '', as: 'http_requests_per_second' },
};

function listed(listing: Listing): readonly string[] {
  return customRegistry(listing)
    .list()
    .map((metric) => {
      const where = metric.namespaced ? 'in namespaces' : 'outside';
      return `${metric.metric} of ${formatGroupResource(metric.resource)} ${where}`;
    })
    .sort();
}

function answers(
  entries: Readonly<Record<string, SeriesAnswer>>,
): ReadonlyMap<string, SeriesAnswer> {
  return new Map(Object.entries(entries));
}

const found = (...series: readonly Readonly<Record<string, string>>[]): SeriesAnswer => ({
  ok: true,
  series,
});

describe('a listing', () => {
  const adapter = compileAdapter({ rules: [HTTP, QUEUES], externalRules: [QUEUES] });

  test('asks each query once', () => {
    expect(seriesQueries(adapter)).toEqual([HTTP.seriesQuery, 'queue_depth']);
  });

  test('makes metrics of the labels that stand for resources', () => {
    const listing = relist(
      adapter,
      emptyListing(adapter),
      answers({
        [HTTP.seriesQuery]: found({ __name__: 'http_requests_total', namespace: 'a', pod: 'b' }),
        queue_depth: found({ __name__: 'queue_depth', svc: 's', ns: 'n' }),
      }),
      { at: 1_000 },
    );
    expect(listed(listing)).toEqual([
      'http_requests_per_second of namespaces outside',
      'http_requests_per_second of pods in namespaces',
      'http_requests_per_second of services in namespaces',
    ]);
    // Two rules make the metric of namespaces: the later one counts.
    const namespaces = { group: '', resource: 'namespaces' };
    const registry = customRegistry(listing);
    expect(registry.find('http_requests_per_second', namespaces, false)?.series).toBe(
      'queue_depth',
    );
    expect(registry.resourcesOf('http_requests_per_second')).toHaveLength(3);
    expect(externalRegistry(listing).find('http_requests_per_second')?.series).toBe('queue_depth');
  });
});

describe('when a query fails', () => {
  const rules = [HTTP, QUEUES];
  const first = answers({
    [HTTP.seriesQuery]: found({ __name__: 'http_requests_total', pod: 'b' }),
    queue_depth: found(),
  });
  const second = answers({
    [HTTP.seriesQuery]: { ok: false, reason: 'timeout' },
    queue_depth: found({ __name__: 'queue_depth', svc: 's' }),
  });
  const relisted = (adapter: Adapter, at: number) => {
    const before = relist(adapter, emptyListing(adapter), first, { at: 1_000 });
    return relist(adapter, before, second, { at, keepFor: 60_000 });
  };

  test('its rule keeps its metrics for a while, and the others go on', () => {
    const listing = relisted(compileAdapter({ rules }), 2_000);
    expect(listed(listing)).toEqual([
      'http_requests_per_second of pods in namespaces',
      'http_requests_per_second of services in namespaces',
    ]);
    expect(listing.custom[0]).toMatchObject({ failure: 'timeout', listedAt: 1_000 });
    expect(listing.custom[1]).toMatchObject({ seriesCount: 1, listedAt: 2_000 });
  });

  test('too long, its metrics are gone', () => {
    expect(listed(relisted(compileAdapter({ rules }), 62_000))).toEqual([
      'http_requests_per_second of services in namespaces',
    ]);
  });

  test("under prometheus-adapter's compatibility nothing is listed anew", () => {
    const exact = compileAdapter({ rules }, { compatibility: 'prometheus-adapter' });
    expect(listed(relisted(exact, 2_000))).toEqual([
      'http_requests_per_second of pods in namespaces',
    ]);
  });
});

describe('without a listing a rule answers', () => {
  test.each([
    [
      'whose name and query do not depend on the series',
      "{seriesQuery: '{__name__=~\"x.*\"}', name: {as: m}, metricsQuery: 'sum(x{<<.LabelMatchers>>})'}",
      '',
    ],
    [
      'whose selector names the series',
      "{seriesQuery: 'x_total{a!=\"\"}', name: {matches: '^x_total', as: m}, metricsQuery: <<.Series>>}",
      'x_total',
    ],
    [
      'whose selector names it inside the braces',
      '{seriesQuery: \'{a!="",__name__="m_total"}\', name: {matches: \'(.*)_total\'}, metricsQuery: <<.Series>>}',
      'm_total',
    ],
  ])('%s', (_, rule, series) => {
    const adapter = adapterOf(
      `rules:\n- <<: {resources: {overrides: {pod: {resource: pod}}}}\n  <<: ${rule}\n`,
    );
    expect(resolveStatically(adapter, 'm', PODS)).toMatchObject({ kind: 'rule', series });
    expect(resolveStatically(adapter, 'm', SERVICES)).toMatchObject({ kind: 'unknown' });
    expect(resolveStatically(adapter, 'other', PODS)).toMatchObject({ kind: 'unknown' });
  });

  test.each([
    ['{seriesQuery: \'{a!=""}\', name: {as: m}, metricsQuery: <<.Series>>}', /uses \.Series/],
    ['{seriesQuery: \'{a!=""}\', name: {as: m}, metricsQuery: <<.>>}', /uses \.Series/],
    ['{seriesQuery: \'{a!=""}\', metricsQuery: x}', /takes its names from the series/],
  ])('or says why it cannot: %s', (rule, reason) => {
    const adapter = adapterOf(
      `rules:\n- <<: {resources: {template: <<.Resource>>}}\n  <<: ${rule}\n`,
    );
    expect(resolveStatically(adapter, 'm', PODS)).toMatchObject({
      kind: 'needs-listing',
      reason: expect.stringMatching(reason),
    });
  });

  test('the last of several', () => {
    const adapter = compileAdapter({ rules: [HTTP, { ...HTTP, metricsQuery: 'last' }] });
    const answer = resolveStatically(adapter, 'http_requests_per_second', PODS);
    expect(answer.kind === 'rule' && answer.rule).toBe(adapter.custom[1]);
  });
});
