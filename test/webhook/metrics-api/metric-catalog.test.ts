import { failure, success } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { metricsWorld, rulesOf, tutorialRules, tutorialSelector, tutorialSeries } from './world.ts';

const loads = rulesOf(`rules:
- seriesQuery: load{widget!=""}
  resources: {overrides: {widget: {resource: widgets}}}
  metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
- seriesQuery: requests_total
  resources: {overrides: {pod: {resource: pod}, namespace: {resource: namespace}}}
  metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)
`);

const names = (world: ReturnType<typeof metricsWorld>) =>
  world.catalog.service.custom
    ?.list()
    .map(({ metric, resource }) => `${resource.resource}/${metric}`);

test('nothing is ready before the first listing, and everything after it', async () => {
  const world = metricsWorld();
  expect(world.catalog.unready).toBe('the first listing of series is not done');
  expect(world.catalog.statuses()).toEqual([
    { rule: 'values.yaml rules[0]', metrics: 0, series: 0, failure: 'not listed yet' },
  ]);
  await world.refresh();
  expect(world.catalog.unready).toBeNull();
  expect(names(world)?.sort()).toEqual([
    'namespaces/kong_upstream_latency_ms_60s_average',
    'services/kong_upstream_latency_ms_60s_average',
  ]);
  expect(world.catalog.statuses()).toEqual([
    { rule: 'values.yaml rules[0]', metrics: 2, series: 1, listedAt: Date.UTC(2026, 0, 1) },
  ]);
});

test('as long as no listing has ever succeeded nothing is ready', async () => {
  const world = metricsWorld();
  world.server.series_ = {};
  await world.refresh();
  expect(world.catalog.unready).toBe(
    'no listing of series has succeeded: no connection to http://prometheus',
  );
});

test('explicit rules need no listing', async () => {
  const world = metricsWorld({
    adapters: [],
    explicit: [
      {
        name: 'latency',
        resource: 'services',
        query: 'avg(latency)',
        labels: { object: 'service' },
      },
    ],
  });
  await world.refresh();
  expect(world.catalog.unready).toBeNull();
  expect(names(world)).toEqual(['services/latency']);
  expect(world.server.listings).toEqual([]);
});

test('a rule that fails keeps its metrics for ten listings, and the others go on', async () => {
  const world = metricsWorld({ adapters: [tutorialRules, loads] });
  const requests = { requests_total: [{ __name__: 'requests_total', pod: 'p', namespace: 'n' }] };
  world.server.series_ = { [tutorialSelector]: [tutorialSeries], ...requests };
  await world.refresh();
  world.server.series_ = requests;
  world.clock.advance(60_000);
  await world.refresh();
  expect(names(world)).toContain('services/kong_upstream_latency_ms_60s_average');
  expect(world.catalog.statuses()[0]).toMatchObject({
    failure: 'no connection to http://prometheus',
    listedAt: Date.UTC(2026, 0, 1),
  });
  world.clock.advance(600_000);
  await world.refresh();
  expect(names(world)?.sort()).toEqual(['namespaces/requests_total', 'pods/requests_total']);
});

test('a failure that lasts is logged once, and its end', async () => {
  const world = metricsWorld();
  await world.refresh();
  const { series_ } = world.server;
  world.server.series_ = {};
  for (let i = 0; i < 3; i++) await world.refresh();
  world.server.series_ = series_;
  await world.refresh();
  expect(world.log.lines.map(({ level, event }) => `${level} ${event}`)).toEqual([
    'warn rule failing',
    'info rule works again',
  ]);
});

test('a kind that is installed later is known from the next listing on', async () => {
  const kinds = [
    ['', 'v1', 'Pod', 'pods'],
    ['', 'v1', 'Namespace', 'namespaces'],
  ].map(row);
  const world = metricsWorld({
    adapters: [loads],
    cluster: { kinds: async () => success([...kinds]), names: async () => success([]) },
  });
  world.server.series_ = {
    'load{widget!=""}': [{ __name__: 'load', widget: 'w' }],
    requests_total: [],
  };
  await world.refresh();
  expect(names(world)).toEqual([]);
  expect(world.catalog.statuses()).toContainEqual(
    expect.objectContaining({ failure: expect.stringContaining('widgets') }),
  );
  kinds.push(row(['acme.com', 'v1', 'Widget', 'widgets']));
  await world.refresh();
  expect(names(world)).toEqual(['widgets/load']);
});

function row([group = '', version = '', kind = '', resource = '']: readonly string[]) {
  const singular = kind.toLowerCase();
  return { group, version, kind, resource, singular, preferred: true, namespaced: true };
}

test('a cluster that cannot tell its kinds leaves the last in force', async () => {
  const cluster = {
    kinds: async () => failure('forbidden', 'you may not look'),
    names: async () => success([]),
  };
  const world = metricsWorld({ cluster });
  await world.refresh();
  expect(world.log.lines[0]).toMatchObject({
    event: 'kinds of the cluster unknown, the last stay in force',
    fields: { problem: 'you may not look' },
  });
  expect(names(world)).toHaveLength(2);
});

test('each file asks its own server, as its own tenant', async () => {
  const other = metricsWorld().server;
  const main = metricsWorld().server;
  const world = metricsWorld({
    adapters: [{ ...tutorialRules, terms: { server: 'other', headers: { 'X-Scope-OrgID': 'a' } } }],
    servers: { main, other },
  });
  await world.refresh();
  expect(main.listings).toEqual([]);
  expect(other.listings).toEqual([tutorialSelector]);
});
