import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConfigMapMemoryStore,
  KubernetesAutoscalers,
  KubernetesEventSink,
  KubernetesScaleTarget,
} from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileRules, type Rules, targetOf } from '../webhook/fuzz/rules.ts';
import { type Stage, stageMetrics } from '../webhook/fuzz/stage.ts';
import { storm } from '../webhook/fuzz/storm.ts';
import { adminApi, createNamespace, kubectl, realCluster, theCluster } from './real-cluster.ts';
import { workloadManifest } from './workloads.ts';

/** Steps and periods that fit into real time. */
function quickRules(namespace: string): readonly Rules[] {
  return [
    {
      namespace,
      name: 'command',
      min: 1,
      max: 6,
      target: 40,
      up: [{ type: 'Pods', value: 3, period: 2_000 }],
      down: [{ type: 'Pods', value: 3, period: 2_000 }],
    },
    {
      namespace,
      name: 'search',
      min: 2,
      max: 8,
      target: 100,
      up: [{ type: 'Percent', value: 100, period: 1_000 }],
      down: [{ type: 'Percent', value: 50, period: 1_000 }],
    },
  ];
}

/** The same storm as over the embedded cluster, over a real API server and in real time. */
describe.skipIf(realCluster?.runsPods !== true)('a storm over a real API server', () => {
  let stage: Stage;
  let end: () => Promise<void> = async () => {};

  beforeAll(async () => {
    const { namespace, remove } = await createNamespace();
    end = remove;
    const rules = quickRules(namespace);
    const policies = compileRules(rules);
    const clock = { now: (): number => Date.now() };
    const metrics = stageMetrics(clock, policies);
    for (const target of rules.map(targetOf)) {
      await kubectl().apply(workloadManifest(target, theCluster().nodeName, 2));
    }
    const api = await adminApi();
    const ports = {
      target: new KubernetesScaleTarget(api, clock),
      memory: new ConfigMapMemoryStore(api),
      events: new KubernetesEventSink(api, 'webhook-0'),
      autoscalers: new KubernetesAutoscalers(api),
      metrics: metrics.source,
    };
    stage = {
      rules,
      policies,
      clock,
      // A write is told of a little later than it was decided, and a little later than it was done.
      slack: 1_000,
      ports: async () => ports,
      setMetric: metrics.set,
      passTime: (milliseconds) => sleep(milliseconds),
      scaleElsewhere: async ({ name }, replicas) => {
        await kubectl().run(
          ...['scale', 'deployment', name, `-n=${namespace}`, `--replicas=${replicas}`],
        );
      },
      losePods: async ({ name }) => {
        await kubectl().run(
          ...['delete', 'pods', `-n=${namespace}`, `-l=app=${name}`, '--wait=false'],
        );
      },
    };
  }, 120_000);
  afterAll(() => end());

  test('no wrong write and no wrong answer', { timeout: 240_000 }, async ({ annotate }) => {
    const { violations, ...after } = await storm(stage, {
      deliveries: 600,
      seed: 20_261_124,
      pauses: [0, 50, 300, 1_200],
      calmPause: 2_500,
      calmRounds: 6,
    });
    await annotate(JSON.stringify(after));
    expect(violations).toEqual([]);
    expect(after.writes).toBeGreaterThan(3);
    expect(after.crashes).toBeGreaterThan(3);
  });
});
