import {
  Authenticator,
  Authorizer,
  createMetricsApp,
  failure,
  fixedAuthentication,
} from '@flyball/webhook';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';
import { certificateOf, metricsWorld, proxy, ScriptedReviews } from './world.ts';

const group = '/apis/custom.metrics.k8s.io';
const latency = 'kong_upstream_latency_ms_60s_average';
const url = `${group}/v1beta1/namespaces/kong/services/command/${latency}`;

/** Of an OpenAPI document or its index, what is looked at. */
interface Document {
  readonly openapi?: string;
  readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>>;
}

async function appWorld(options: { readonly external?: boolean } = {}) {
  const world = metricsWorld(options);
  const reviews = new ScriptedReviews();
  const clock = new ManualClock();
  const source = fixedAuthentication({ frontProxy: proxy('CA') });
  const authenticator = new Authenticator({ source, reviews, clock, log: world.log });
  await authenticator.refresh({ signal: new AbortController().signal });
  const app = createMetricsApp({
    api: world.api,
    catalog: world.catalog,
    servers: world.servers,
    authenticator,
    authorizer: new Authorizer({ reviews, clock }),
    log: world.log,
  });
  /** As the API server passes a request of ann on. */
  const ask = async (path: string, init: RequestInit = {}) => {
    const certificate = certificateOf('CA', 'front-proxy-client');
    const headers = [['X-Remote-User', 'ann']] as const;
    return app.request(path, init, { certificate, headers });
  };
  const stranger = async (path: string, headers: readonly (readonly [string, string])[] = []) =>
    app.request(path, {}, { headers });
  return { ...world, reviews, ask, stranger };
}

describe('the app of the metrics API', () => {
  it('answers health to anybody, and is ready after the first listing', async () => {
    const { stranger, refresh } = await appWorld();
    expect([(await stranger('/healthz')).status, (await stranger('/livez')).status]).toEqual([
      200, 200,
    ]);
    const before = await stranger('/readyz');
    expect([before.status, await before.text()]).toEqual([
      503,
      'not ready: the first listing of series is not done\n',
    ]);
    await refresh();
    expect((await stranger('/readyz')).status).toBe(200);
  });

  it('answers whoever the front proxy speaks for', async () => {
    const { ask, refresh, server } = await appWorld();
    await refresh();
    server.answer = { command: 102.3125 };
    const answer = await ask(url, {
      headers: { accept: 'application/vnd.kubernetes.protobuf, */*' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({
      apiVersion: 'custom.metrics.k8s.io/v1beta1',
      items: [{ metricName: latency, value: '102312m' }],
    });
  });

  it.each([
    ['a stranger', [], 403, 'Forbidden', 'User "system:anonymous" cannot get resource'],
    ['a token of nobody', [['authorization', 'Bearer eve']], 401, 'Unauthorized', 'the token is'],
  ] as const)('refuses %s', async (_, headers, status, reason, message) => {
    const { stranger } = await appWorld();
    const answer = await stranger(url, headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason,
      code: status,
      message: expect.stringContaining(message),
    });
  });

  it('says that it cannot judge while the API server is away', async () => {
    const { stranger, reviews } = await appWorld();
    reviews.broken = failure('unavailable', 'no connection to https://10.0.0.1');
    const answer = await stranger(url);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      reason: 'ServiceUnavailable',
      message:
        'the API server could not be asked who may do this: no connection to https://10.0.0.1',
    });
  });

  it('takes GET alone', async () => {
    const { ask } = await appWorld();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await ask(url, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  it('is asked for JSON, or for anything', async () => {
    const { ask, refresh, server } = await appWorld();
    await refresh();
    server.answer = { command: 1 };
    const status = async (accept: string) => (await ask(url, { headers: { accept } })).status;
    expect(await status('application/json;charset=utf-8')).toBe(200);
    expect(await status('application/yaml')).toBe(406);
  });

  it('tells what there is in one document, which is sent once', async () => {
    const { ask, refresh } = await appWorld();
    await refresh();
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const first = await ask('/apis', { headers: { accept } });
    expect(first.headers.get('content-type')).toBe(accept);
    expect(await first.json()).toMatchObject({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      items: [
        {
          metadata: { name: 'custom.metrics.k8s.io' },
          versions: [
            {
              version: 'v1beta2',
              freshness: 'Current',
              resources: [
                {
                  resource: 'namespaces',
                  scope: 'Cluster',
                  subresources: [{ subresource: latency }],
                },
                {
                  resource: 'services',
                  scope: 'Namespaced',
                  subresources: [{ subresource: latency }],
                },
              ],
            },
            { version: 'v1beta1' },
          ],
        },
      ],
    });
    const etag = first.headers.get('etag') ?? '';
    const again = await ask('/apis', { headers: { accept, 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const old = await ask('/apis', { headers: { accept: 'application/json' } });
    expect(await old.json()).toMatchObject({
      kind: 'APIGroupList',
      groups: [{ name: 'custom.metrics.k8s.io', preferredVersion: { version: 'v1beta2' } }],
    });
  });

  it('tells of the external API only if it serves it', async () => {
    const path = '/apis/external.metrics.k8s.io/v1beta1';
    const without = await appWorld();
    const answer = await without.ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      message:
        'the server could not find the requested resource; it serves /apis/custom.metrics.k8s.io',
    });
    const withIt = await appWorld({ external: true });
    expect((await withIt.ask(path)).status).toBe(200);
  });

  it('describes the shapes of its URLs in both versions of OpenAPI', async () => {
    const { ask } = await appWorld({ external: true });
    const json = async (path: string): Promise<Document> =>
      JSON.parse(await (await ask(path)).text());
    const index = await json('/openapi/v3');
    const documents = Object.values(index.paths);
    expect(documents).toHaveLength(3);
    const old = await json('/openapi/v2');
    const paths: string[] = [];
    for (const { serverRelativeURL } of documents) {
      const document = await json(serverRelativeURL);
      expect(document.openapi).toBe('3.0.0');
      paths.push(...Object.keys(document.paths));
    }
    expect(paths).toContain(`${group}/v1beta2/namespaces/{namespace}/{resource}/{name}/{metric}`);
    expect(Object.keys(old.paths).sort()).toEqual(paths.sort());
    expect((await ask('/openapi/v3/apis/apps/v1')).status).toBe(404);
  });

  it('measures itself, for whoever may get /metrics', async () => {
    const { ask, stranger, refresh, server } = await appWorld();
    await refresh();
    server.answer = { command: 1 };
    await ask(url);
    await ask(url);
    expect((await stranger('/metrics')).status).toBe(403);
    const text = await (await ask('/metrics')).text();
    const rule = 'rule="values.yaml rules[0]"';
    expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'flyball_metrics_api_requests_total{code="200"} 2',
      'flyball_metrics_api_requests_total{code="403"} 1',
      `flyball_metrics_api_metrics{${rule}} 2`,
      `flyball_metrics_api_series{${rule}} 1`,
      `flyball_metrics_api_last_listing_timestamp_seconds{${rule}} 1767225600`,
      `flyball_metrics_api_rule_failing{${rule}} 0`,
      `flyball_metrics_api_reads_total{${rule}} 2`,
      `flyball_metrics_api_queries_total{${rule},outcome="success"} 1`,
      `flyball_metrics_api_query_seconds_total{${rule}} 0`,
      '',
    ]);
  });
});
