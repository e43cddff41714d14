import {
  compileConfig,
  createEmbeddedCluster,
  createScriptedMetric,
  failure,
  type PodMetricsSource,
  type PolicyConfig,
  success,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { type GatherPorts, gather } from '../../../packages/webhook/src/control/gather.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { tutorialFile } from '../../support/tutorial-files.ts';

const options = { signal: new AbortController().signal };
const rules = `
rules:
  custom:
    - seriesQuery: 'requests{pod!=""}'
      resources: { overrides: { namespace: { resource: namespace }, pod: { resource: pod } } }
      name: { as: requests }
      metricsQuery: 'requests{<<.LabelMatchers>>}'
`;
const metrics = `  metrics:
  - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }
  - { type: Resource, resource: { name: memory, target: { type: AverageValue, averageValue: 1Gi } } }
  - { type: Pods, pods: { metric: { name: requests }, target: { type: AverageValue, averageValue: "10" } } }
`;

function policyOfPods(): PolicyConfig {
  const config = compileConfig([
    tutorialFile('hpa.yaml', (text) => text.slice(0, text.indexOf('  metrics:')) + metrics),
    { path: 'values.yaml', text: rules },
  ]);
  const [policy] = config.ok ? config.policies : [];
  if (policy === undefined) throw new Error(JSON.stringify(config));
  return policy;
}

function world(podUsage: PodMetricsSource['podUsage'] | null, replicas = 2) {
  const clock = new ManualClock();
  const policy = policyOfPods();
  const cluster = createEmbeddedCluster({ clock, workloads: [{ ...policy.target, replicas }] });
  const asked: string[] = [];
  const metric = createScriptedMetric({ clock });
  metric.setDefault((at, promql) => {
    asked.push(promql);
    const pods = /pod=~?"([^"]*)"/.exec(promql)?.[1]?.split('|') ?? [];
    return { kind: 'vector', samples: pods.map((pod) => ({ labels: { pod }, at, value: 5 })) };
  });
  const ports: GatherPorts = {
    clock,
    metrics: metric,
    target: cluster.target,
    ...(podUsage !== null && { podMetrics: { podUsage } }),
  };
  return { policy, ports, asked };
}

const measured = (names: readonly string[]) =>
  success(
    names.map((name) => ({
      name,
      at: 1,
      window: 1,
      containers: [{ name: 'app', usage: { cpu: 100, memory: 1 } }],
    })),
  );

describe('metrics of pods', () => {
  test('are read for the pods that there are: usage once, and one query', async () => {
    const usages: string[] = [];
    const { policy, ports, asked } = world(async (namespace, selector) => {
      usages.push(`${namespace} ${selector}`);
      return measured(['command-0', 'command-1']);
    });
    const { observation, failures } = await gather(policy, ports, options);
    expect(failures).toEqual([]);
    const names = observation.pods.map(({ name }) => name);
    expect(names).toHaveLength(2);
    expect(observation.readings).toMatchObject([
      { pods: { 'command-0': { value: 100 } } },
      { pods: { 'command-0': { value: 1 } } },
      { pods: Object.fromEntries(names.map((name) => [name, { value: 5_000 }])) },
    ]);
    expect(usages).toEqual(['kong app=command']);
    expect(asked).toEqual([`requests{namespace="kong",pod=~"${names.join('|')}"}`]);
  });

  test('are missing when they cannot be measured, and that is said once', async () => {
    const down = failure('unavailable', 'no metrics-server');
    const { policy, ports } = world(async () => down);
    const { observation, failures } = await gather(policy, ports, options);
    expect(observation.readings.slice(0, 2)).toEqual([
      { error: { reason: 'unavailable', message: 'no metrics-server' } },
      { error: { reason: 'unavailable', message: 'no metrics-server' } },
    ]);
    expect(failures).toEqual([down]);
  });

  test('are missing where nothing measures, and without any pod', async () => {
    const { policy, ports } = world(null);
    expect((await gather(policy, ports, options)).observation.readings[0]).toMatchObject({
      error: { message: 'nothing measures what pods use' },
    });
    const { policy: idle, ports: empty, asked } = world(null, 0);
    expect((await gather(idle, empty, options)).observation.readings).toMatchObject(
      Array.from({ length: 3 }, () => ({ error: { message: 'there are no pods to measure' } })),
    );
    expect(asked).toEqual([]);
  });

  test('are missing with the scale, which is told once', async () => {
    const { policy, ports } = world(async () => measured([]));
    const gone = { ...policy, target: { ...policy.target, name: 'gone' } };
    const { failures, observation } = await gather(gone, ports, options);
    expect(failures).toMatchObject([{ reason: 'not-found' }]);
    expect(observation.readings).toHaveLength(3);
  });
});
