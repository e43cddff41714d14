import { compileMetricsConfig, type MetricsConfig } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { tutorialFile } from '../../support/tutorial-files.ts';

const values = tutorialFile('values.yaml');

function read(...texts: readonly string[]) {
  const files = texts.map((text, i) => ({ path: `f${i}.yaml`, text }));
  return compileMetricsConfig(files, { compatibility: 'flyball' });
}

function configOf(...texts: readonly string[]): MetricsConfig {
  const reading = read(...texts);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config;
}

function problemsOf(...texts: readonly string[]): readonly string[] {
  const reading = read(...texts);
  return reading.ok
    ? []
    : reading.problems.map(
        ({ file, line, column, field, message }) =>
          `${file}:${line}:${column} ${field}: ${message}`,
      );
}

test('the tutorial’s folder is enough: its rule, and where its chart finds Prometheus', () => {
  const reading = compileMetricsConfig([tutorialFile('hpa.yaml'), values], {
    compatibility: 'flyball',
  });
  expect(reading).toMatchObject({
    ok: true,
    config: {
      rules: { adapters: [{ name: 'values.yaml', terms: {} }], explicit: [] },
      servers: [],
      // The port is the chart's default.
      chartPrometheus: 'http://prometheus-kube-prometheus-prometheus.prometheus.svc:9090',
    },
  });
});

test('the chart’s port and path go behind its address', () => {
  const rules = 'rules: {default: false, custom: []}\n';
  const chart = (text: string) => configOf(`${rules}prometheus: ${text}\n`).chartPrometheus;
  expect(chart('{url: http://p, port: 80, path: /prometheus}')).toBe('http://p:80/prometheus');
  expect(chart('{url: https://p/a, port: 0}')).toBe('https://p/a');
  expect(chart('{port: 80}')).toBeUndefined();
});

const own = `servers:
- name: main
  url: http://prometheus:9090
- name: mimir
  url: https://mimir.example/prometheus
  headers: {X-Scope-OrgID: shop}
  parameters: {dedup: "true", extra_label: [a=1, b=2]}
  basicAuthFile: /secrets/mimir
  tls: {caFile: /ca.crt, serverName: mimir}
  timeout: 5s
  warnings: log
metrics:
- name: latency
  resource: services
  query: avg by (<<.GroupBy>>) (latency{<<.LabelMatchers>>})
  labels: {object: service}
  server: mimir
kinds:
- {group: acme.com, kind: Widget}
- {group: acme.com, kind: Cosmos, resource: cosmoi, namespaced: no}
files:
- {name: f1.yaml, server: mimir, headers: {X-Scope-OrgID: kong}}
`;

test('a file of our own names servers, metrics, kinds, and whom other files ask', () => {
  const { servers, rules } = configOf(own, values.text);
  expect(servers).toEqual([
    { name: 'main', url: 'http://prometheus:9090', headers: {}, parameters: {} },
    {
      name: 'mimir',
      url: 'https://mimir.example/prometheus',
      headers: { 'X-Scope-OrgID': 'shop' },
      parameters: { dedup: ['true'], extra_label: ['a=1', 'b=2'] },
      basicAuthFile: '/secrets/mimir',
      tls: { caFile: '/ca.crt', serverName: 'mimir' },
      timeoutMs: 5_000,
      warnings: 'log',
    },
  ]);
  expect(rules.explicit.map(({ name, server }) => [name, server])).toEqual([['latency', 'mimir']]);
  expect(rules.kinds.map(({ resource, namespaced }) => [resource, namespaced])).toEqual([
    ['widgets', true],
    ['cosmoi', false],
  ]);
  expect(rules.adapters[0]?.terms).toEqual({
    server: 'mimir',
    headers: { 'X-Scope-OrgID': 'kong' },
  });
});

describe('mistakes are told with their place', () => {
  test.each([
    ['servers: [{url: http://p}]', 'f0.yaml:1:11 servers[0]: name is missing'],
    ['servers: [{name: a}]', 'f0.yaml:1:11 servers[0]: url is missing'],
    [
      'servers: [{name: a, url: u, warnings: maybe}]',
      'f0.yaml:1:39 servers[0].warnings: maybe is none of the three ways',
    ],
    [
      'servers: [{name: a, url: u, tls: {certFile: c}}]',
      'f0.yaml:1:34 servers[0].tls: of certFile and keyFile one is missing',
    ],
    [
      'servers: [{name: a, url: u, bearerTokenFile: t, basicAuthFile: b}]',
      'f0.yaml:1:11 servers[0]: there are two ways to prove who we are',
    ],
    [
      'servers: [{name: a, url: u}, {name: a, url: v}]',
      'f0.yaml:1:37 servers[1].name: there is another server a',
    ],
    [
      'servers: [{name: a, port: 1}]',
      'f0.yaml:1:21 servers[0].port: there is no field "port" here',
    ],
    ['kinds: [{group: acme.com}]', 'f0.yaml:1:9 kinds[0]: kind is missing'],
    ['files: [{name: a.yaml, server: b}]', 'f0.yaml:1:32 files[0].server: there is no server b'],
  ])('%s', (text, problem) => {
    expect(problemsOf(text, values.text)).toContain(problem);
  });

  test('those of rules too, but a resource may be known to the cluster alone', () => {
    const rule = (resource: string, query: string) => `rules:
- seriesQuery: load
  resources: {overrides: {object: {resource: ${resource}}}}
  metricsQuery: ${query}
`;
    expect(problemsOf(rule('widgets', 'sum(<<.Series>>)'))).toEqual([]);
    expect(problemsOf(rule('services', 'sum(<<.Sries>>)'))).toEqual([
      expect.stringContaining('f0.yaml:4:'),
    ]);
  });

  test('files without any rule serve nothing', () => {
    expect(problemsOf('kind: Deployment')).toEqual(['f0.yaml:1:1 : there is no rule in 1 file(s)']);
  });
});

test('a preset is a metric like any other, and its name is checked', () => {
  const [rule] = configOf('metrics: [{preset: istio-latency}]\n').rules.explicit;
  expect(rule).toMatchObject({ name: 'istio_latency_ms', resource: 'services' });
  expect(problemsOf('metrics: [{preset: istio-latencies}]\n')).toEqual([
    'f0.yaml:1:20 metrics[0].preset: there is no preset "istio-latencies"',
  ]);
});
