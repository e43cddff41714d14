import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import {
  compileConfig,
  createApp,
  createAttention,
  createControl,
  createEmbeddedCluster,
  createScriptedMetric,
  formatProblems,
} from '@flyball/webhook';
import { type Listening, listen, systemClock } from '@flyball/webhook/node';
import { Hono } from 'hono';
import type { Benchmark, BenchmarkResult } from '../benchmark.ts';

const AT_ONCE = 32;
const WARM_UP_MS = 500;
const MEASURED_MS = 3_000;

/** A group of ten alerts about the tutorial's policy, as Alertmanager sends it. */
const body = JSON.stringify({
  version: '4',
  groupKey: '{}:{namespace="kong", horizontalpodautoscaler="command"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'flyball',
  groupLabels: { namespace: 'kong', horizontalpodautoscaler: 'command' },
  commonLabels: { namespace: 'kong', horizontalpodautoscaler: 'command' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager:9093',
  alerts: Array.from({ length: 10 }, (_, index) => ({
    status: 'firing',
    labels: {
      alertname: 'FlyballAboveTarget',
      namespace: 'kong',
      horizontalpodautoscaler: 'command',
      instance: `10.0.0.${index}:8001`,
    },
    annotations: { summary: 'kong/command is above its target' },
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus:9090/graph?g0.expr=up',
    fingerprint: 'd5a5d2e9b5d1f6d2',
  })),
});

function webhook(): Hono {
  const config = compileConfig(
    ['hpa.yaml', 'values.yaml'].map((path) => ({
      path,
      text: readFileSync(`examples/kong-tutorial/${path}`, 'utf8'),
    })),
  );
  if (!config.ok) throw new Error(formatProblems(config.problems));
  const { policies } = config;
  const clock = systemClock;
  const log = { write: () => undefined };
  const workloads = policies.map(({ target }) => ({ ...target, replicas: 3 }));
  const cluster = createEmbeddedCluster({ clock, workloads });
  const metrics = createScriptedMetric({ clock });
  metrics.setDefault((at) => ({
    kind: 'vector',
    samples: [{ labels: { exported_service: 'command' }, at, value: 40 }],
  }));
  const control = createControl(policies, { ...cluster, clock, log, metrics });
  const attention = createAttention(control, { clock, log });
  return createApp({ control, attention, log, tokens: [] });
}

/** What a receiver does at the least: read the body, parse it, answer. */
function bareRoute(): Hono {
  const app = new Hono();
  app.post('/api/v1/alerts', async (context) => {
    const notification: { readonly alerts: readonly unknown[] } = await context.req.json();
    return context.json({ alerts: notification.alerts.length });
  });
  return app;
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const servers = new Map<string, Listening>();

/** One delivery over a connection that stays open; resolves when the answer has been read. */
function deliver(to: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const url = `${servers.get(to)?.url}/api/v1/alerts`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Delivers for so long, some at a time: the time that each takes of the server, and waits for it. */
async function measureDeliveries(
  name: string,
  to: string,
  atOnce: number,
  peer?: string,
): Promise<BenchmarkResult> {
  await deliverFor(WARM_UP_MS, to, atOnce);
  const begin = performance.now();
  const waited = (await deliverFor(MEASURED_MS, to, atOnce)).toSorted((a, b) => a - b);
  const median = ((performance.now() - begin) * 1e6) / waited.length;
  const p99 = (waited[Math.floor(waited.length * 0.99)] ?? Number.NaN) * 1e6;
  return { name, median, p99, ...(peer !== undefined && { peer }) };
}

/** How long each answer took, in milliseconds. */
async function deliverFor(span: number, to: string, atOnce: number): Promise<number[]> {
  const end = performance.now() + span;
  const waited: number[] = [];
  const sender = async (): Promise<void> => {
    for (let sent = performance.now(); sent < end; sent = performance.now()) {
      if ((await deliver(to)) !== 200) throw new Error(`${to} refused a delivery`);
      waited.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return waited;
}

/**
 * Bodies of ten alerts about one policy, over HTTP, from the same process: whoever delivers takes
 * part of the time, of both servers alike. The first figure is the time of the whole process for one
 * delivery, the second how long the slowest of a hundred answers took.
 */
export const benchmark: Benchmark = {
  name: 'deliveries',
  about: 'one delivery of ten alerts over HTTP (goal: at least 0.7 of a bare route)',
  tasks: [],
  measure: async () => {
    servers.set('bare', await listen(bareRoute(), { port: 0 }));
    servers.set('webhook', await listen(webhook(), { port: 0 }));
    const bareMany = 'bare route, 32 at a time';
    const bareOne = 'bare route, one after the other';
    try {
      return [
        await measureDeliveries(bareMany, 'bare', AT_ONCE),
        await measureDeliveries('webhook, 32 at a time share looks', 'webhook', AT_ONCE, bareMany),
        await measureDeliveries(bareOne, 'bare', 1),
        await measureDeliveries('webhook, a look for each', 'webhook', 1, bareOne),
      ];
    } finally {
      agent.destroy();
      await Promise.all([...servers.values()].map((server) => server.close()));
    }
  },
};
