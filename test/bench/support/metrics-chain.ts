import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '../../support/certificates.ts';
import { runProgram } from '../../support/child-program.ts';
import { findPrograms } from '../../support/programs.ts';
import { startPrometheus } from '../../support/prometheus-server.ts';
import { serveText } from '../../support/text-server.ts';

/** The metrics API between a real Prometheus and a stand-in for the API server. */
export interface MetricsChain {
  /** Reads the metric of one of the services, as the API server passes a read on. */
  read(service: number): Promise<void>;
  /** Asks Prometheus the same, by nobody's help. */
  query(service: number): Promise<void>;
  stop(): Promise<void>;
}

const rules = `rules:
- seriesQuery: requests_total{exported_service!=""}
  resources: {overrides: {exported_namespace: {resource: namespace}, exported_service: {resource: service}}}
  name: {matches: ^(.*)_total$, as: "\${1}_per_second"}
  metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)
`;

/** @returns null where there is no Prometheus */
export async function startMetricsChain(services: number): Promise<MetricsChain | null> {
  const found = await findPrograms({ mayInstall: false });
  if (!found.found) return null;
  const started: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.toReversed()) await end();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'flyball-bench-'));
    started.push(() => rm(folder, { recursive: true }));
    const exporter = await serveText({ '/metrics': () => exposition(services) });
    started.push(exporter.close);
    const prometheus = await startPrometheus({
      programs: found.programs,
      config: JSON.stringify({
        scrape_configs: [
          {
            job_name: 'bench',
            scrape_interval: '5s',
            static_configs: [{ targets: [exporter.target] }],
          },
        ],
      }),
    });
    started.push(prometheus.stop);

    const proxies = createAuthority('front proxies');
    const server = createAuthority('servers');
    const identity = server.server(['localhost', '127.0.0.1']);
    const cluster = await serveCluster(proxies.cert);
    started.push(cluster.close);
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const agent = new Agent({
      ...proxies.client('front-proxy-client'),
      ca: server.cert,
      keepAlive: true,
      maxSockets: 25,
    });
    started.push(async () => agent.destroy());
    const headers = { 'x-remote-user': 'horizontal-pod-autoscaler' };
    const get = (port: number, path: string) =>
      new Promise<number>((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, agent, headers }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
        })
          .on('error', reject)
          .end();
      });
    const program = await runProgram({
      file: process.execPath,
      isReady: (port) => get(port, '/readyz').then(isOk, () => false),
      args: (port) => [
        join(process.cwd(), 'packages/webhook/bin/flyball-webhook.js'),
        'metrics-api',
        join(folder, 'rules.yaml'),
        `--prometheus=${prometheus.url}`,
        `--kubeconfig=${join(folder, 'kubeconfig')}`,
        `--tls-cert=${join(folder, 'tls.crt')}`,
        `--tls-key=${join(folder, 'tls.key')}`,
        `--listen=127.0.0.1:${port}`,
        // Every read makes its query.
        '--cache=0s',
        '--relist-interval=1h',
      ],
      ...(await prepared()),
    });
    started.push(program.stop);
    const pathOf = (service: number): string =>
      `/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/services/s-${service}/requests_per_second`;
    const chain: MetricsChain = {
      read: async (service) => {
        const status = await get(program.port, pathOf(service));
        if (status !== 200) throw new Error(`${pathOf(service)}: ${status}`);
      },
      query: async (service) => {
        const query = `sum(rate(requests_total{exported_namespace="shop",exported_service="s-${service}"}[1m])) by (exported_service)`;
        const body = new URLSearchParams({ query });
        const answer = await fetch(`${prometheus.url}/api/v1/query`, { method: 'POST', body });
        await answer.arrayBuffer();
      },
      stop,
    };
    await untilReadable(chain);
    return chain;

    async function prepared(): Promise<object> {
      await file('rules.yaml', rules);
      await file('tls.crt', identity.cert);
      await file('tls.key', identity.key);
      await file('kubeconfig', kubeconfig(cluster.url));
      // Series are listed once: they have to be there.
      await waitFor(async () => {
        const answer = await fetch(`${prometheus.url}/api/v1/series?match[]=requests_total`);
        return (await answer.text()).includes('s-0');
      });
      return {};
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

function isOk(status: number): boolean {
  return status === 200;
}

/** A rate needs two scrapes. */
function untilReadable(chain: MetricsChain): Promise<void> {
  return waitFor(() =>
    chain.read(0).then(
      () => true,
      () => false,
    ),
  );
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('the chain did not begin to work within a minute');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function exposition(services: number): { readonly contentType: string; readonly body: string } {
  const value = Math.round(Date.now() / 100);
  const lines = Array.from(
    { length: services },
    (_, i) => `requests_total{exported_namespace="shop",exported_service="s-${i}"} ${value + i}`,
  );
  return { contentType: 'text/plain; version=0.0.4', body: `${lines.join('\n')}\n` };
}

/** What the metrics API asks an API server for: authorities, kinds, and leave for everybody. */
async function serveCluster(
  authorities: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const data = {
    'requestheader-client-ca-file': authorities,
    'requestheader-allowed-names': '["front-proxy-client"]',
    'requestheader-username-headers': '["X-Remote-User"]',
  };
  const resources = [
    { resource: 'services', responseKind: { kind: 'Service' }, scope: 'Namespaced' },
    { resource: 'namespaces', responseKind: { kind: 'Namespace' }, scope: 'Cluster' },
  ].map((each) => ({ ...each, singularResource: each.resource.slice(0, -1) }));
  const kinds = { items: [{ metadata: {}, versions: [{ version: 'v1', resources }] }] };
  const server = createServer((incoming, response) => {
    const url = incoming.url ?? '';
    const body = url.includes('configmaps')
      ? { data }
      : url.includes('subjectaccessreviews')
        ? { status: { allowed: true } }
        : url === '/api'
          ? kinds
          : { items: [] };
    incoming.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function kubeconfig(server: string): string {
  return JSON.stringify({
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
    clusters: [{ name: 'bench', cluster: { server } }],
    users: [{ name: 'bench', user: {} }],
  });
}
