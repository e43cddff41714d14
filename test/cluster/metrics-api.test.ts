import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiServices, metricsApiAccess } from '@flyball/webhook';
import { createServingCertificate } from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { waitUntil } from '../../examples/kong-tutorial/wait-until.ts';
import { freePort, type RunningProgram, runProgram } from '../support/child-program.ts';
import { CollectedLog } from '../support/collected-log.ts';
import {
  commandRoute,
  type EnrichedKong,
  enrichmentFolder,
  startEnrichedKong,
} from '../support/enriched-kong.ts';
import { startPrometheus } from '../support/prometheus-server.ts';
import { tutorialFolder } from '../support/tutorial-files.ts';
import { kubeconfigAs } from './kubeconfig-as.ts';
import { kubectl, realCluster, takeNamespace, theCluster } from './real-cluster.ts';
import { rescales } from './rescales.ts';
import { workloadManifest } from './workloads.ts';

const bin = join(import.meta.dirname, '../../packages/webhook/bin/flyball-webhook.js');
const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kong', name: 'command' };
const allowance = 300_000;
const metric = 'kong_upstream_latency_ms_60s_average';
const root = '/apis/custom.metrics.k8s.io/v1beta1';
const url = `${root}/namespaces/kong/services/command/${metric}`;

/** A rule of our own beside the tutorial's: a metric that is of no object. */
const ownRules = `metrics:
- name: gateways
  query: count by (kubernetes_name) (kong_upstream_latency_ms_count{<<.LabelMatchers>>})
  labels: {namespace: exported_namespace, selector: {app: kubernetes_name}}
`;

/** Who the metrics API is; all that it may do is in the manifests that we make for it. */
const serviceAccount = { namespace: 'kong', name: 'flyball-metrics' };
const service = { namespace: 'kong', name: 'flyball-metrics' };

const programs = inject('programs');

// What is missing has been said aloud by the set-ups of the cluster and of the programs.
describe.skipIf(realCluster?.runsPods !== true || realCluster.own !== true || !programs.found)(
  'the tutorial with the HorizontalPodAutoscaler of Kubernetes, our enrichment and metrics API',
  () => {
    const started: (() => Promise<unknown>)[] = [];
    let folder: string;
    let kong: EnrichedKong;
    let server: RunningProgram;
    let authority: string;
    let port: number;

    beforeAll(async () => {
      if (!programs.found) throw new Error(programs.reason);
      await takeNamespace('kong');
      started.push(() => kubectl().run('delete', 'namespace', 'kong', '--wait=false'));
      await kubectl().apply(workloadManifest(target, theCluster().nodeName, 1));
      await waitUntil('there is one pod', async () => (await pods()) === 1);

      kong = await startEnrichedKong({
        pods: 2,
        routes: [commandRoute],
        folder: enrichmentFolder,
        log: new CollectedLog(),
      });
      started.push(kong.stop);
      const prometheus = await startPrometheus({
        programs: programs.programs,
        config: JSON.stringify({ scrape_configs: [kong.scrapeConfig] }),
      });
      started.push(prometheus.stop);

      folder = await mkdtemp(join(tmpdir(), 'flyball-metrics-api-'));
      started.push(() => rm(folder, { recursive: true }));
      port = await freePort();
      const made = await createServingCertificate({
        names: [`${service.name}.${service.namespace}.svc`, 'localhost'],
      });
      authority = made.authority;
      const identity = `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`;
      await writeFile(join(folder, 'kubeconfig'), await kubeconfigAs(identity), { mode: 0o600 });
      await writeFile(join(folder, 'own.yaml'), ownRules);
      await writeFile(join(folder, 'tls.crt'), made.cert);
      await writeFile(join(folder, 'tls.key'), made.key, { mode: 0o600 });
      const options = {
        serviceAccount,
        service: { ...service, port },
        trust: { kind: 'authority', authority },
        selected: [{ group: '', resource: 'services' }],
        external: true,
      } as const;
      await kubectl().apply(...metricsApiAccess(options));
      server = await runProgram({
        file: process.execPath,
        port,
        isReady: async () => (await get('/readyz')).status === 200,
        args: () => [
          bin,
          'metrics-api',
          tutorialFolder,
          join(folder, 'own.yaml'),
          '--external',
          // The tutorial's own address is a name inside of its cluster.
          `--prometheus=${prometheus.url}`,
          `--kubeconfig=${join(folder, 'kubeconfig')}`,
          `--tls-cert=${join(folder, 'tls.crt')}`,
          `--tls-key=${join(folder, 'tls.key')}`,
          `--listen=localhost:${port}`,
          '--relist-interval=1s',
        ],
      });
      started.push(server.stop);
      // On loopback an API server looks only for a Service of this type.
      await kubectl().apply(
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: service,
          spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
        },
        ...apiServices(options),
      );
      started.push(() =>
        kubectl().run(
          'delete',
          ...apiServices(options).map(({ metadata }) => `apiservice/${metadata.name}`),
        ),
      );
      for (const { metadata } of apiServices(options)) {
        await kubectl().run(
          'wait',
          '--for=condition=Available',
          `apiservice/${metadata.name}`,
          '--timeout=60s',
        );
      }
    }, allowance);
    afterAll(async () => {
      for (const end of started.toReversed()) await end();
    }, 60_000);

    /** So many requests of so many milliseconds go through each gateway between two scrapes. */
    const everyScrape = (batches: readonly (readonly [requests: number, latencyMs: number])[]) => {
      for (const dataPlane of kong.dataPlanes) {
        dataPlane.onScrape(() => {
          for (const [requests, latencyMs] of batches) {
            dataPlane.observe(commandRoute.route, requests, latencyMs);
          }
        });
      }
    };

    /** Past the API server. */
    const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      new Promise<{ readonly status: number; readonly body: string }>((resolve) => {
        request(
          `https://localhost:${port}${path}`,
          { headers, ca: authority, agent: false },
          (answer) => {
            let body = '';
            answer.on('data', (chunk) => {
              body += chunk;
            });
            answer.on('close', () => resolve({ status: answer.statusCode ?? 0, body }));
          },
        )
          .on('error', () => resolve({ status: 0, body: '' }))
          .end();
      });

    it('shows the value that the tutorial shows', { timeout: allowance }, async () => {
      // 102.3125 ms on average, which binary fractions hold exactly; the API cuts to thousandths.
      everyScrape([
        [11, 102],
        [5, 103],
      ]);
      let answer = '';
      await waitUntil('there is an average', async () => {
        answer = await kubectl()
          .run('get', '--raw', url)
          .catch(() => '');
        return answer !== '';
      });
      expect(JSON.parse(answer)).toEqual({
        kind: 'MetricValueList',
        apiVersion: 'custom.metrics.k8s.io/v1beta1',
        metadata: {},
        items: [
          {
            describedObject: {
              kind: 'Service',
              namespace: 'kong',
              name: 'command',
              apiVersion: '/v1',
            },
            metricName: metric,
            timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
            value: '102312m',
            selector: null,
          },
        ],
      });
    });

    it('shows the values of all that a selector selects', { timeout: allowance }, async () => {
      const spec = { ports: [{ port: 80 }] };
      await kubectl().apply(
        ...['command', 'idle'].map((name) => ({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { namespace: 'kong', name, labels: { app: 'command' } },
          spec,
        })),
      );
      const all = `${root}/namespaces/kong/services/*/${metric}?labelSelector=app%3Dcommand`;
      // The answer of before the Services were there may be remembered for a moment.
      let items: readonly { readonly describedObject: { readonly name: string } }[] = [];
      await waitUntil('the selected Services are found', async () => {
        const answer = await kubectl()
          .run('get', '--raw', all)
          .catch(() => '{"items":[]}');
        items = JSON.parse(answer).items;
        return items.length > 0;
      });
      // The idle one has no value, and is left out.
      expect(items.map(({ describedObject }) => describedObject.name)).toEqual(['command']);
      const none = kubectl().run('get', '--raw', all.replace('command', 'nothing'));
      await expect(none).rejects.toThrow('no object is selected');
    });

    it('shows metrics that are of no object, by our own rule', async () => {
      const path = '/apis/external.metrics.k8s.io/v1beta1/namespaces/kong/gateways';
      const answer = await kubectl().run('get', '--raw', `${path}?labelSelector=app%3Dcommand`);
      expect(JSON.parse(answer)).toMatchObject({
        kind: 'ExternalMetricValueList',
        items: [
          {
            metricName: 'gateways',
            metricLabels: { kubernetes_name: 'command' },
            // One series for each of the two gateways.
            value: '2',
          },
        ],
      });
    });

    it('is discovered by kubectl as every API of the cluster is', {
      timeout: allowance,
    }, async () => {
      await waitUntil('the API server has taken our documents', async () => {
        const list = await kubectl().run('get', '--raw', '/apis', '-v=0');
        return list.includes('custom.metrics.k8s.io/v1beta2');
      });
      const resources = JSON.parse(await kubectl().run('get', '--raw', root));
      expect(resources.resources).toContainEqual({
        name: `services/${metric}`,
        singularName: '',
        namespaced: true,
        kind: 'MetricValueList',
        verbs: ['get'],
      });
      const missing = kubectl().run('get', '--raw', url.replace('command', 'search'));
      await expect(missing).rejects.toThrow(
        `could not find the metric ${metric} for services search: the query gives no sample`,
      );
    });

    it('scales 1 → 3 → … → 10 through the HorizontalPodAutoscaler, the manifests unchanged', {
      timeout: allowance,
    }, async ({ annotate }) => {
      await kubectl().run('apply', '-f', join(tutorialFolder, 'hpa.yaml'));
      const took = await waitUntil('ten pods are ready', async () => (await pods()) === 10);
      await annotate(`ten pods ${(took / 1000).toFixed(2)} s after the HPA was applied`);
      const seen = await rescales('kong');
      const because = `reason: Service metric ${metric} above target`;
      expect(seen[0]).toBe(`horizontalpodautoscaler/command New size: 3; ${because}`);
      expect(seen.at(-1)).toBe(`horizontalpodautoscaler/command New size: 10; ${because}`);
    });

    it('scales back to 1 when requests are fast again', { timeout: allowance }, async () => {
      everyScrape([[500, 3]]);
      await waitUntil('there is one pod', async () => (await pods()) === 1);
      expect((await rescales('kong')).at(-1)).toBe(
        'horizontalpodautoscaler/command New size: 1; reason: All metrics below target',
      );
    });

    it('believes the headers of the front proxy only from the front proxy', async () => {
      const forged = await get(url, {
        'x-remote-user': 'admin',
        'x-remote-group': 'system:masters',
      });
      expect(forged.status).toBe(403);
      expect(JSON.parse(forged.body)).toMatchObject({
        kind: 'Status',
        reason: 'Forbidden',
        message: expect.stringContaining('User "system:anonymous" cannot get resource'),
      });
    });

    it('asks the API server whose a token is, and what it may do', async () => {
      const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
      expect((await get(url, bearer('nobody'))).status).toBe(401);
      await kubectl().run('create', 'serviceaccount', 'reader', '-n=kong');
      const token = (await kubectl().run('create', 'token', 'reader', '-n=kong')).trim();
      const refused = await get(url, bearer(token));
      expect(refused.status).toBe(403);
      expect(refused.body).toContain('system:serviceaccount:kong:reader');
      const { users } = JSON.parse(await kubectl().run('config', 'view', '--raw', '-o=json'));
      expect((await get(url, bearer(users[0].user.token))).status).toBe(200);
    });

    it('takes nothing but GET', async () => {
      const posted = kubectl().run('create', '--raw', url, '-f', join(tutorialFolder, 'hpa.yaml'));
      await expect(posted).rejects.toThrow('metrics are read with GET');
    });

    it('needs no right but those of its manifests, and ends by itself on SIGTERM', async () => {
      expect(server.output()).not.toMatch(/forbidden/i);
      await server.stop();
      expect(server.output()).toContain('"event":"stopped"');
    });
  },
);

/** How many pods of the Deployment are ready. */
async function pods(): Promise<number> {
  const { namespace, name } = target;
  const path = '-o=jsonpath={.status.readyReplicas}';
  return Number(await kubectl().run('get', `-n=${namespace}`, 'deployment', name, path));
}
