import {
  answerMetricsUrl,
  BUILTIN_KINDS,
  compileAdapter,
  compileExplicitRules,
  customRegistry,
  type ExplicitRule,
  emptyListing,
  externalRegistry,
  type MetricsService,
  type QueryOutcome,
  readExplicitRules,
  resolveStatically,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { HTTP, PODS, SERVICES } from './support.ts';

const LATENCY: ExplicitRule = {
  name: 'latency_ms',
  resource: 'services',
  query: 'avg by (<<.GroupBy>>) (latency{<<.LabelMatchers>>})',
  labels: { object: 'exported_service', namespace: 'exported_namespace' },
  window: 60_000,
  server: 'main',
  headers: { 'X-Scope-OrgID': 'shop' },
};

function serve(...rules: readonly ExplicitRule[]): MetricsService {
  const { custom, external, problems } = compileExplicitRules(rules);
  expect(problems).toEqual([]);
  const adapter = compileAdapter({ rules: [HTTP] });
  const listing = emptyListing(adapter);
  return {
    kinds: BUILTIN_KINDS,
    compatibility: 'flyball',
    custom: customRegistry(listing, custom),
    external: externalRegistry(listing, external),
  };
}

function ask(url: string, service: MetricsService, outcome: QueryOutcome) {
  const step = answerMetricsUrl(`/apis/${url}`, service);
  if (step?.kind !== 'query') throw new Error('no query');
  return { step, body: step.next([outcome], 0).body };
}

const URL = 'custom.metrics.k8s.io/v1beta2/namespaces/shop/services/cart/latency_ms';
const NOTHING: QueryOutcome = { kind: 'vector', samples: [] };
const of = (value: number): QueryOutcome => ({
  kind: 'vector',
  samples: [{ labels: { exported_service: 'cart' }, value, at: 0 }],
});

describe('an explicit rule', () => {
  test('is served without any listing, with its window, server and headers', () => {
    const { step, body } = ask(URL, serve(LATENCY), of(40));
    expect(step).toMatchObject({
      queries: [
        'avg by (exported_service) (latency{exported_namespace="shop",exported_service="cart"})',
      ],
      rule: { terms: { server: 'main', headers: { 'X-Scope-OrgID': 'shop' } } },
    });
    expect(body).toMatchObject({ items: [{ value: '40', windowSeconds: 60 }] });
  });

  test('says what to serve where there is no value; else that is an error', () => {
    expect(ask(URL, serve(LATENCY), NOTHING).body).toMatchObject({ kind: 'Status' });
    expect(ask(URL, serve(LATENCY), of(Number.NaN)).body).toMatchObject({ kind: 'Status' });
    const forgiving = serve({ ...LATENCY, absent: 0, notANumber: 5 });
    expect(ask(URL, forgiving, NOTHING).body).toMatchObject({ items: [{ value: '0' }] });
    expect(ask(URL, forgiving, of(Number.NaN)).body).toMatchObject({ items: [{ value: '5' }] });
  });

  test('reads selectors whose keys or values Prometheus spells otherwise', () => {
    const labels = { ...LATENCY.labels, selector: { 'app.kubernetes.io/name': 'app' } };
    const url = `${URL}?metricLabelSelector=app.kubernetes.io%2Fname%3Dcart`;
    expect(ask(url, serve({ ...LATENCY, labels }), of(1)).step.queries[0]).toContain(
      '{app="cart",',
    );
  });

  test('without a resource is an external metric', () => {
    const rule = { name: 'lag', query: 'sum(lag{<<.LabelMatchers>>})', labels: {}, absent: 0 };
    const url = 'external.metrics.k8s.io/v1beta1/namespaces/shop/lag?labelSelector=topic%3Da';
    const { step, body } = ask(url, serve(rule), NOTHING);
    expect(step.queries).toEqual(['sum(lag{topic="a"})']);
    expect(body).toMatchObject({ items: [{ metricName: 'lag', value: '0' }] });
  });

  test('outdoes a rule of prometheus-adapter', () => {
    const { custom } = compileExplicitRules([
      { ...LATENCY, name: 'http_requests_per_second', resource: 'pods' },
    ]);
    const adapter = compileAdapter({ rules: [HTTP] });
    const answer = resolveStatically(adapter, 'http_requests_per_second', PODS, custom);
    expect(answer).toMatchObject({ kind: 'rule', rule: custom[0]?.rule });
    expect(resolveStatically(adapter, 'http_requests_per_second', SERVICES, custom).kind).toBe(
      'unknown',
    );
  });
});

test.each([
  [{ ...LATENCY, name: 'a/b' }, 'bad-name', ['name']],
  [{ ...LATENCY, resource: 'widgets' }, 'unknown-resource', ['resource']],
  [{ ...LATENCY, labels: {} }, 'missing-label', ['labels', 'object']],
  [{ ...LATENCY, query: '<<.Series>>' }, 'bad-query-template', ['query']],
] satisfies readonly (readonly [ExplicitRule, string, readonly string[]])[])(
  'a rule that cannot work is named, and the others work: %#',
  (rule, code, path) => {
    const { custom, problems } = compileExplicitRules([rule, LATENCY, LATENCY]);
    expect(custom).toHaveLength(1);
    expect(problems).toMatchObject([
      { code, path: [0, ...path] },
      { code: 'duplicate-metric', path: [2, 'name'] },
    ]);
  },
);

describe('a file of explicit rules', () => {
  const text = [
    'metrics:',
    '- name: latency_ms',
    '  resource: services',
    '  query: avg by (<<.GroupBy>>) (latency{<<.LabelMatchers>>})',
    '  labels: {object: exported_service, namespace: exported_namespace}',
    '  window: 1m',
    '  server: main',
    '  headers: {X-Scope-OrgID: shop}',
  ].join('\n');

  test('is read', () => {
    const reading = readExplicitRules(text);
    expect(reading.ok && reading.rules).toEqual([LATENCY]);
  });

  test('with mistakes names them with their places', () => {
    const reading = readExplicitRules(`${text}\n  absent: zero\n  nan: 0`);
    expect(!reading.ok && reading.problems).toMatchObject([
      {
        code: 'wrong-type',
        message: 'the text "zero" stands where "error" or a number is wanted',
        line: 9,
      },
      { code: 'unknown-field', path: ['metrics', 0, 'nan'], line: 10 },
    ]);
    const late = readExplicitRules(text.replace('services', 'widgets'));
    if (!late.ok) throw new Error('refused');
    const [problem] = compileExplicitRules(late.rules).problems;
    expect(problem && late.locate(problem)).toMatchObject({ line: 3, column: 13 });
  });
});
