import { writeExposition } from '@flyball/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { command, DataPlanes, latency, linesOf, sampleOf } from './data-planes.ts';

const sum = 'kong_upstream_latency_ms_sum';
const count = 'kong_upstream_latency_ms_count';
const up = 'flyball_dataplane_up';

let planes: DataPlanes;
beforeEach(() => {
  planes = new DataPlanes();
});
afterEach(() => planes.stop());

const quick = { requestsPerSecond: 1, latencyMs: 100 };
const other = { service: 'kong.search.80', object: { namespace: 'kong', name: 'search' } };

test('a series has the labels that Kong’s operator adds, and nothing else', async () => {
  const kong = await planes.start('dataplane-1');
  kong.setTraffic(command.route, quick);
  planes.clock.advance(10_000);
  const enrichment = planes.enrichment();
  await enrichment.collect(patient);
  planes.clock.advance(4_000);
  const labels = `namespace="kong",service="command",kubernetes_apiversion="v1",kubernetes_kind="service",kubernetes_name="command",kubernetes_namespace="kong",dataplane_url="${kong.origin}"`;
  expect(await linesOf(enrichment, latency.name)).toEqual([
    `${sum}{${labels}} 400`,
    `${count}{${labels}} 4`,
  ]);
});

test('every pod, every service and every route counts', async () => {
  const routes = [command, { ...command, route: 'second' }, { ...other, route: 'third' }];
  const kongs = [
    await planes.start('dataplane-1', routes),
    await planes.start('dataplane-2', routes),
  ];
  const enrichment = planes.enrichment();
  for (const [index, kong] of kongs.entries()) {
    for (const { route } of routes) {
      kong.setTraffic(route, { requestsPerSecond: 10 ** index, latencyMs: 5 });
    }
  }
  planes.clock.advance(1_000);
  await enrichment.collect(patient);
  planes.clock.advance(1_000);
  for (const [index, kong] of kongs.entries()) {
    const of = (service: string) =>
      sampleOf(enrichment, count, { service, dataplane_url: kong.origin });
    expect(await of('command')).toBe(2 * 10 ** index);
    expect(await of('search')).toBe(10 ** index);
  }
});

test('buckets that the gateway leaves out until they are hit are there from the start', async () => {
  const kong = await planes.start('dataplane-1');
  kong.setTraffic(command.route, quick);
  planes.clock.advance(1_000);
  expect(kong.text()).not.toContain('le="25"');
  const text = writeExposition(await planes.enrichment().collect(patient));
  expect(text.match(/le="[^"]+"/g)?.slice(0, 4)).toEqual([
    'le="25.0"',
    'le="50.0"',
    'le="100.0"',
    'le="250.0"',
  ]);
});

test('a route that is removed takes nothing back, and a restart begins again', async () => {
  const kong = await planes.start('dataplane-1', [command, { ...command, route: 'second' }]);
  for (const route of [command.route, 'second']) kong.setTraffic(route, quick);
  planes.clock.advance(1_000);
  const enrichment = planes.enrichment();
  const total = () => sampleOf(enrichment, count);
  expect(await total()).toBe(0);
  planes.clock.advance(5_000);
  expect(await total()).toBe(10);
  kong.remove('second');
  planes.clock.advance(2_000);
  expect(await total()).toBe(12);
  kong.restart();
  planes.clock.advance(3_000);
  expect(await total()).toBe(15);
});

describe('a data plane that does not answer', () => {
  test.each([
    ['503', { status: 503, contentType: 'text/plain', body: 'warming up' }, 'unavailable'],
    ['404', { status: 404, contentType: 'text/plain', body: 'no' }, 'not-found'],
    ['a page', { contentType: 'text/html', body: '<html>' }, 'malformed'],
    ['a text that is cut off', { contentType: 'text/plain', body: 'a{b="c' }, 'malformed'],
    ['a label twice', { contentType: 'text/plain', body: 'a{b="c",b="d"} 1\n' }, 'malformed'],
    ['too many samples', { contentType: 'text/plain', body: 'a 1\n'.repeat(101) }, 'malformed'],
    ['too long a text', { contentType: 'text/plain', body: ' '.repeat(20_001) }, 'malformed'],
  ])('%s: is told, its series are absent, those of the others are not', async (_, page, reason) => {
    const kongs = [await planes.start('dataplane-1'), await planes.start('dataplane-2')];
    for (const kong of kongs) kong.setTraffic(command.route, quick);
    const enrichment = planes.enrichment({}, { maxSamples: 100, maxResponseBytes: 20_000 });
    planes.clock.advance(1_000);
    const [first, second] = kongs.map(({ origin }) => ({ dataplane_url: origin }));
    expect(await sampleOf(enrichment, count, first)).toBe(0);

    kongs[0]?.break(page);
    planes.clock.advance(1_000);
    expect(await sampleOf(enrichment, count, first)).toBeUndefined();
    expect(await sampleOf(enrichment, up, first)).toBe(0);
    expect(await sampleOf(enrichment, count, second)).toBe(1);
    expect(await sampleOf(enrichment, up, second)).toBe(1);
    const failures = 'flyball_dataplane_scrape_failures_total';
    expect(await sampleOf(enrichment, failures, { ...first, reason })).toBeGreaterThan(1);
    expect(planes.log.lines.filter(({ event }) => event === 'data plane not scraped')).toEqual([
      {
        level: 'warn',
        event: 'data plane not scraped',
        fields: expect.objectContaining({ reason }),
      },
    ]);

    kongs[0]?.break(undefined);
    planes.clock.advance(1_000);
    // What happened meanwhile is not lost.
    expect(await sampleOf(enrichment, count, first)).toBe(2);
    expect(await sampleOf(enrichment, up, first)).toBe(1);
    expect(planes.log.lines.at(-1)?.event).toBe('data plane scraped again');
  });

  test('because it is gone: told as long as its pod is listed, then forgotten', async () => {
    const kong = await planes.start('dataplane-1');
    kong.setTraffic(command.route, quick);
    planes.clock.advance(1_000);
    const enrichment = planes.enrichment();
    await enrichment.collect(patient);
    await kong.close();
    expect(await linesOf(enrichment, up)).toEqual([
      `${up}{dataplane_namespace="kong",dataplane_pod="dataplane-1",dataplane_url="${kong.origin}"} 0`,
    ]);
    planes.pods.pop();
    expect(await linesOf(enrichment, up)).toEqual([]);
    expect(await linesOf(enrichment, latency.name)).toEqual([]);
  });

  test('when the caller’s time is over, the others have been answered', async () => {
    const kong = await planes.start('dataplane-1');
    const answer = await planes.enrichment().collect({ signal: AbortSignal.abort() });
    expect(writeExposition(answer)).toContain(
      `flyball_dataplane_scrape_failures_total{dataplane_namespace="kong",dataplane_pod="dataplane-1",dataplane_url="${kong.origin}",reason="timeout"} 1`,
    );
  });
});

test('while the cluster cannot be asked, the pods of the last time are scraped', async () => {
  const kong = await planes.start('dataplane-1');
  kong.setTraffic(command.route, quick);
  planes.clock.advance(1_000);
  const enrichment = planes.enrichment();
  await enrichment.collect(patient);
  planes.isDown = true;
  planes.clock.advance(3_000);
  expect(await sampleOf(enrichment, count)).toBe(3);
  expect(await sampleOf(enrichment, 'flyball_dataplane_discovery_up')).toBe(0);
});

test('more series than may be shown: what does not fit is left out whole, and says so', async () => {
  const kongs = [await planes.start('dataplane-1'), await planes.start('dataplane-2')];
  for (const kong of kongs) kong.setTraffic(command.route, quick);
  planes.clock.advance(1_000);
  // One latency histogram of 100 ms has ten buckets, sum and count.
  const enrichment = planes.enrichment({}, { maxSeries: 13 });
  expect(await linesOf(enrichment, count)).toHaveLength(1);
  expect((await linesOf(enrichment, up)).map((line) => line.slice(-1))).toEqual(['1', '0']);
});

describe('a service', () => {
  const start = async (
    service: string,
    object?: { namespace: string; name: string; kind?: string },
  ) => {
    const kong = await planes.start('dataplane-1', [
      { service, route: 'r', ...(object && { object }) },
    ]);
    kong.setTraffic('r', quick);
    planes.clock.advance(1_000);
    return kong;
  };

  test('of several backends is a route, which no rule for services finds', async () => {
    await start('httproute.shop.svc.shop.a.80.9_shop.b.80.1', {
      namespace: 'shop',
      name: 'split',
      kind: 'HTTPRoute',
    });
    const [line] = await linesOf(planes.enrichment(), count);
    expect(line).toMatch(
      `${count}{namespace="shop",kubernetes_apiversion="gateway.networking.k8s.io/v1",kubernetes_kind="httproute",kubernetes_name="split",`,
    );
    const selected = planes.enrichment({
      services: new Map([['shop/split', new Set([latency.name])]]),
    });
    expect(await linesOf(selected, latency.name)).toEqual([]);
  });

  test('is named by the table before anything else', async () => {
    await start('legacy', { namespace: 'kong', name: 'command' });
    const table = new Map([['legacy', { namespace: 'old', name: 'thing' }]]);
    const enrichment = planes.enrichment({ mapping: { table, patterns: [], tags: true } });
    expect(await sampleOf(enrichment, count, { service: 'thing', namespace: 'old' })).toBe(0);
  });

  test('that no mapping knows is counted and told once, and not shown', async () => {
    await start('host.example.com');
    const enrichment = planes.enrichment();
    for (let rounds = 0; rounds < 3; rounds++) {
      expect(await linesOf(enrichment, latency.name)).toEqual([]);
      expect(await sampleOf(enrichment, 'flyball_dataplane_unmapped_services')).toBe(1);
    }
    expect(planes.log.lines.map(({ event, fields }) => [event, fields['services']])).toEqual([
      ['services that no mapping knows', ['host.example.com']],
    ]);
  });

  test('that is made later is looked up as soon as it shows', async () => {
    const kong = await start('kong.command.80', { namespace: 'kong', name: 'command' });
    const enrichment = planes.enrichment();
    await enrichment.collect(patient);
    kong.add({ ...other, route: 'later' });
    kong.setTraffic('later', quick);
    planes.clock.advance(1_000);
    expect(await sampleOf(enrichment, count, { service: 'search' })).toBe(1);
  });

  test('that is not selected, or not for this metric, is not shown', async () => {
    await start('kong.command.80', { namespace: 'kong', name: 'command' });
    const shown = async (services: Map<string, Set<string>>) =>
      (await linesOf(planes.enrichment({ services }), latency.name)).length;
    expect(await shown(new Map([['kong/command', new Set([latency.name])]]))).toBe(2);
    expect(await shown(new Map([['kong/command', new Set(['kong_bandwidth_bytes'])]]))).toBe(0);
    expect(await shown(new Map([['shop/command', new Set([latency.name])]]))).toBe(0);
  });
});

test('labels of the gateway are kept where they are asked for', async () => {
  const kong = await planes.start('dataplane-1');
  kong.setTraffic(command.route, quick);
  planes.clock.advance(1_000);
  const requests = {
    name: 'kong_http_requests_total',
    serviceLabel: 'service',
    keep: ['code'],
    bounds: [],
  };
  const enrichment = planes.enrichment({ metrics: [requests], keep: ['route'] });
  const labels = { code: '200', route: command.route, service: 'command' };
  expect(await sampleOf(enrichment, requests.name, labels)).toBe(0);
});

test('scrapes at the same time, and soon after, make one round', async () => {
  const kong = await planes.start('dataplane-1');
  kong.setTraffic(command.route, quick);
  const enrichment = planes.enrichment({}, { reuseMs: 500 });
  const [one, two] = await Promise.all([enrichment.collect(patient), enrichment.collect(patient)]);
  expect(one).toBe(two);
  planes.clock.advance(499);
  expect(await enrichment.collect(patient)).toBe(one);
  planes.clock.advance(1);
  expect(await enrichment.collect(patient)).not.toBe(one);
});
