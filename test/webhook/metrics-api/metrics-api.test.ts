import { failure, success } from '@flyball/webhook';
import { describe, expect, it } from 'vitest';
import { metricsWorld, ScriptedServer } from './world.ts';

const root = '/apis/custom.metrics.k8s.io/v1beta2/namespaces/kong';
const latency = 'kong_upstream_latency_ms_60s_average';
const url = `${root}/services/command/${latency}`;

describe('answers of the metrics API', () => {
  it('have one query for a thousand who ask the same', async () => {
    const world = metricsWorld();
    await world.refresh();
    world.server.answer = { command: 102.3125 };
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => world.api.answer(url)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 200, body: { items: [{ value: '102312m' }] } });
    }
    expect(world.server.queries).toHaveLength(1);
    world.clock.advance(1_999);
    await world.api.answer(url);
    expect(world.server.queries).toHaveLength(1);
    world.clock.advance(1);
    await world.api.answer(url);
    expect(world.server.queries).toHaveLength(2);
    expect(
      world.servers.measurements().map(({ name, samples }) => [name, samples[0]?.value]),
    ).toEqual([
      ['flyball_metrics_api_reads_total', 1_002],
      ['flyball_metrics_api_queries_total', 2],
      ['flyball_metrics_api_query_seconds_total', 0],
    ]);
  });

  it('ask once, too, while a server fails, and say how it failed', async () => {
    const world = metricsWorld();
    await world.refresh();
    world.server.answer = failure('partial', 'http://thanos answered with warnings: no store');
    const answers = await Promise.all([world.api.answer(url), world.api.answer(url)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 500,
        body: {
          message:
            'Internal error occurred: unable to fetch metrics: http://thanos answered with warnings: no store',
        },
      });
    }
    expect(world.server.queries).toHaveLength(1);
  });

  it('are never a zero where there is no sample', async () => {
    const world = metricsWorld();
    await world.refresh();
    for (const [answer, because] of [
      [{}, 'the query gives no sample'],
      [{ command: Number.NaN }, 'its value is not a number; a ratio without traffic is 0/0'],
      [
        { search: 1 },
        'of the 1 samples of the query none has this name in its label exported_service',
      ],
    ] as const) {
      world.server.answer = answer;
      world.clock.advance(2_000);
      expect(await world.api.answer(url)).toMatchObject({
        status: 404,
        body: {
          message: `the server could not find the metric ${latency} for services command: ${because}`,
        },
      });
    }
  });

  it('say which rule fails when a metric is unknown', async () => {
    const world = metricsWorld();
    world.server.series_ = {};
    await world.refresh();
    expect(await world.api.answer(url)).toMatchObject({
      status: 404,
      body: {
        message: `the server could not find the metric ${latency} for services: no rule makes a metric of this name; the rule values.yaml rules[0] fails: no connection to http://prometheus`,
      },
    });
  });

  it('carry the server and the tenant of an explicit rule', async () => {
    const tenant = new ScriptedServer();
    const headers = { 'X-Scope-OrgID': 'kong' };
    const world = metricsWorld({
      servers: { main: new ScriptedServer(), tenant },
      adapters: [],
      explicit: [
        {
          name: 'latency',
          resource: 'services',
          query: 'avg by (<<.GroupBy>>) (latency{<<.LabelMatchers>>})',
          labels: { object: 'exported_service' },
          server: 'tenant',
          headers,
        },
      ],
    });
    tenant.answer = { command: 40 };
    expect(await world.api.answer(`${root}/services/command/latency`)).toMatchObject({
      body: { items: [{ value: '40' }] },
    });
    expect(tenant.queries).toEqual([
      { promql: 'avg by (exported_service) (latency{exported_service="command"})', headers },
    ]);
  });

  it('of all selected objects come by several queries where one would be too long', async () => {
    const selected = Array.from({ length: 1_500 }, (_, i) => `command-${1_000 + i}`);
    const asked: unknown[] = [];
    const world = metricsWorld({
      cluster: {
        kinds: async () => failure('forbidden', 'not asked here'),
        names: async (row, namespace, selector) => {
          asked.push([row.resource, namespace, selector.requirements[0]?.values]);
          return success(selected);
        },
      },
    });
    await world.refresh();
    world.server.answer = Object.fromEntries(selected.map((name) => [name, 1]));
    const all = `${root}/services/%2A/${latency}?labelSelector=app%3Dcommand`;
    const answer = await world.api.answer(all);
    expect(answer).toMatchObject({ status: 200, body: { items: { length: 1_500 } } });
    expect(asked).toEqual([['services', 'kong', ['command']]]);
    expect(world.server.queries.length).toBeGreaterThan(1);
    for (const { promql } of world.server.queries)
      expect(promql.length).toBeLessThanOrEqual(16_000);
  });

  it('of selected objects need a cluster that lists them', async () => {
    const world = metricsWorld();
    await world.refresh();
    expect(await world.api.answer(`${root}/services/*/${latency}`)).toMatchObject({
      status: 500,
      body: { message: expect.stringContaining('there is no cluster to list objects in') },
    });
  });

  it('are none for APIs that are not served', async () => {
    const world = metricsWorld();
    await world.refresh();
    const outside = '/apis/external.metrics.k8s.io/v1beta1/namespaces/kong/queue';
    expect(await world.api.answer(outside)).toBeUndefined();
  });
});
