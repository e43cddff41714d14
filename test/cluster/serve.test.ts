import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertRouting, alertRules, formatAlertmanagerConfig, formatRuleFile } from '@flyball/core';
import { accessManifests } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { tutorialPrometheusConfig } from '../../examples/kong-tutorial/real-chain.ts';
import { waitUntil } from '../../examples/kong-tutorial/wait-until.ts';
import { readPolicy } from '../../examples/kong-tutorial/webhook.ts';
import { startAlertmanager } from '../support/alertmanager-server.ts';
import { freePort, type RunningProgram, runProgram } from '../support/child-program.ts';
import { type KongExporter, startKongExporter } from '../support/kong-exporter.ts';
import type { Programs } from '../support/programs.ts';
import { startPrometheus } from '../support/prometheus-server.ts';
import { tutorialFolder } from '../support/tutorial-files.ts';
import { kubeconfigAs } from './kubeconfig-as.ts';
import { Kubectl } from './kubectl.ts';
import { kubectl, realCluster, takeNamespace, theCluster } from './real-cluster.ts';
import { rescales } from './rescales.ts';
import { workloadManifest } from './workloads.ts';

const bin = join(import.meta.dirname, '../../packages/webhook/bin/flyball-webhook.js');
const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kong', name: 'command' };
const allowance = 240_000;

/** Who the webhook is; all that it may do is in the manifests that we make for its policies. */
const account = { namespace: 'kong', name: 'flyball' };
const identity = `system:serviceaccount:${account.namespace}:${account.name}`;

const programs = inject('programs');

// What is missing has been said aloud by the set-ups of the cluster and of the programs.
describe.skipIf(realCluster?.runsPods !== true || !programs.found)(
  'flyball-webhook serve, between the real Prometheus, Alertmanager and API server',
  () => {
    let folder: string;
    let exporter: KongExporter;
    let webhook: RunningProgram;
    const started: (() => Promise<unknown>)[] = [];

    beforeAll(async () => {
      if (!programs.found) throw new Error(programs.reason);
      await takeNamespace('kong');
      started.push(() => kubectl().run('delete', 'namespace', 'kong', '--wait=false'));
      await kubectl().apply(workloadManifest(target, theCluster().nodeName));
      await kubectl().run('scale', '-n=kong', 'deployment', 'command', '--replicas=1');
      await waitUntil('there is one pod', async () => (await pods()) === 1);

      const { key } = await readPolicy(tutorialFolder);
      const policies = [{ key, target, measuresPods: false }];
      await kubectl().apply(
        ...accessManifests(account, policies, { memory: 'config-map', autoscalers: 'look' }),
      );
      folder = await mkdtemp(join(tmpdir(), 'flyball-serve-'));
      started.push(() => rm(folder, { recursive: true }));
      await writeFile(join(folder, 'kubeconfig'), await kubeconfigAs(identity), { mode: 0o600 });

      exporter = await startKongExporter({ services: [{ namespace: 'kong', name: 'command' }] });
      started.push(exporter.close);
      webhook = await startChain(programs.programs, folder, exporter, started);
    }, allowance);
    afterAll(async () => {
      for (const end of started.toReversed()) await end();
    });

    it('scales 1 → 3 → 7 → 10 when an alert fires, and says so in the cluster', {
      timeout: allowance,
    }, async ({ annotate }) => {
      exporter.setTraffic('command', { requestsPerSecond: 20, latencyMs: 102 });
      const took = await waitUntil('ten pods are ready', async () => (await pods()) === 10);
      await annotate(`ten pods ${(took / 1000).toFixed(2)} s after the step`);
      const average = 'reason: Service metric kong_upstream_latency_ms_60s_average above target';
      expect(await rescales('kong')).toEqual([
        `horizontalpodautoscaler/command New size: 3; ${average}`,
        `horizontalpodautoscaler/command New size: 7; ${average}`,
        `horizontalpodautoscaler/command New size: 10; ${average}`,
      ]);
    });

    it('needs no right but those of the manifests made for its policies', async () => {
      const kubeconfig = join(folder, 'kubeconfig');
      const webhooks = new Kubectl({ kubectl: theCluster().kubectl, kubeconfig });
      const name = '-o=jsonpath={.status.userInfo.username}';
      expect(await webhooks.run('auth', 'whoami', name)).toBe(identity);
      await expect(webhooks.run('get', '-n=kong', 'secrets')).rejects.toThrow('forbidden');
      expect(webhook.output()).not.toMatch(/forbidden/i);
    });

    it('keeps its memory in the cluster', async () => {
      const memory = await kubectl().run(
        'get',
        '-n=kong',
        'configmap/flyball-memory.kong.command',
        '-o=jsonpath={.data.memory\\.json}',
      );
      expect(JSON.parse(memory)).toMatchObject({ scaleUpEvents: expect.any(Array) });
    });

    it('ends by itself on SIGTERM', async () => {
      await webhook.stop();
      expect(webhook.output()).toContain('"event":"stopped"');
    });
  },
);

/** Starts everything between the exporter and the cluster; gives the webhook. */
async function startChain(
  real: Programs,
  folder: string,
  exporter: KongExporter,
  started: (() => Promise<unknown>)[],
): Promise<RunningProgram> {
  const policy = await readPolicy(tutorialFolder);
  const token = crypto.randomUUID();
  const port = await freePort();
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, `${token}\n`);

  const routing = alertRouting({
    url: `http://127.0.0.1:${port}/api/v1/alerts`,
    groupInterval: 3_000,
    repeatInterval: 2_000,
    credentialsFile: 'token',
    alertmanager: real.versions.alertmanager,
  });
  if (!routing.ok) throw new Error(routing.problems.map(({ message }) => message).join('\n'));
  const config = formatAlertmanagerConfig(routing.routing);
  const alertmanager = await startAlertmanager({ programs: real, config, files: { token } });
  started.push(alertmanager.stop);

  const queries = policy.metrics.flatMap((metric) => ('promql' in metric ? metric.promql : []));
  const { group, problems } = alertRules(policy.manifest, queries, { interval: 1_000 });
  if (group === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  const prometheus = await startPrometheus({
    programs: real,
    config: tutorialPrometheusConfig(exporter, new URL(alertmanager.url).host),
    files: { 'flyball.rules.yml': formatRuleFile([group]) },
    resendDelay: '1s',
  });
  started.push(prometheus.stop);

  const webhook = await runProgram({
    file: process.execPath,
    port,
    // Ready means that it listens: it refuses who bears no token.
    isReady: async () => (await statusOf(`http://127.0.0.1:${port}/api/v1/policies`)) === 401,
    args: () => [
      bin,
      'serve',
      tutorialFolder,
      `--prometheus=${prometheus.url}`,
      `--kubeconfig=${join(folder, 'kubeconfig')}`,
      `--token-file=${tokenFile}`,
      `--listen=127.0.0.1:${port}`,
    ],
  });
  started.push(webhook.stop);
  return webhook;
}

async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}

/** How many pods of the Deployment are ready. */
async function pods(): Promise<number> {
  const { namespace, name } = target;
  const path = '-o=jsonpath={.status.readyReplicas}';
  return Number(await kubectl().run('get', `-n=${namespace}`, 'deployment', name, path));
}
