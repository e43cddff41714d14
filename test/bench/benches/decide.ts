import {
  compilePolicy,
  decide,
  emptyMemory,
  type HorizontalPodAutoscaler,
  type Memory,
  type MetricSpec,
  type Observation,
  type Pod,
  type Policy,
  proposeReplicas,
  settle,
} from '@flyball/core';
import type { Benchmark } from '../benchmark.ts';

const START = Date.UTC(2026, 0, 1);
const SYNC = 15_000;

const LATENCY: MetricSpec = {
  type: 'Object',
  object: {
    metric: { name: 'kong_upstream_latency_ms_60s_average' },
    describedObject: { apiVersion: 'v1', kind: 'Service', name: 'command' },
    target: { type: 'Value', value: '40' },
  },
};
const CPU: MetricSpec = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
};

/** The tutorial's policy, with the window that the series is stated for. */
function policyOf(metric: MetricSpec, downWindow = 300): Policy {
  const autoscaler: HorizontalPodAutoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'command', namespace: 'kong', generation: 1 },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      minReplicas: 1,
      maxReplicas: 100,
      metrics: [metric],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: downWindow,
          policies: [{ type: 'Percent', value: 100, periodSeconds: 10 }],
        },
        scaleUp: {
          policies: [
            { type: 'Percent', value: 100, periodSeconds: 2 },
            { type: 'Pods', value: 4, periodSeconds: 2 },
          ],
        },
      },
    },
  };
  return compilePolicy(autoscaler);
}

function podsOf(count: number): readonly Pod[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `command-${i}`,
    labels: { app: 'command' },
    phase: 'Running',
    startTime: START - 3_600_000,
    ready: { status: 'True' as const, lastTransitionTime: START - 3_590_000 },
    containers: [{ name: 'app', requests: { cpu: 500, memory: 268_435_456_000 } }],
  }));
}

function observe(at: number, replicas: number, value: number, pods: readonly Pod[]): Observation {
  const scale = { specReplicas: replicas, statusReplicas: replicas, selector: 'app=command' };
  return { at, scale, pods, readings: [{ value, at: at - 4000 }] };
}

function observeCpu(at: number, pods: readonly Pod[], milli: number): Observation {
  const samples = pods.map(({ name }, i) => [name, { value: milli + (i % 7) }]);
  const count = pods.length;
  return {
    at,
    scale: { specReplicas: count, statusReplicas: count, selector: 'app=command' },
    pods,
    readings: [{ pods: Object.fromEntries(samples), at: at - 8000, window: 30_000 }],
  };
}

const policy = policyOf(LATENCY);
const cpuPolicy = policyOf(CPU);
const pods = [1, 10, 100].map(podsOf);
const [one = [], ten = [], hundred = []] = pods;

const aboveTarget = observe(START, 1, 102_312, one);
const cpuAbove = observeCpu(START, hundred, 420);

/** A memory as it is after an hour of looks every 15 s. */
function memoryAfter(looks: number, replicas: number, value: number, window = policy): Memory {
  let memory: Memory = emptyMemory;
  for (let i = looks; i > 0; i--) {
    memory = decide(observe(START - i * SYNC, replicas, value, ten), memory, {
      policy: window,
    }).memory;
  }
  return memory;
}

const settled = memoryAfter(240, 10, 40_000);
const holding = observe(START, 10, 40_000, ten);
const held = observe(START, 10, 12_000, ten);
const rising = observe(START, 10, 62_312, ten);

/** A day of looks every 15 s under a load that rises and falls; the scale follows. */
function day(): number {
  let memory: Memory = emptyMemory;
  let replicas = 4;
  let changes = 0;
  for (let i = 0; i < 5760; i++) {
    const at = START + i * SYNC;
    const load = 160 + 120 * Math.sin((i / 5760) * 2 * Math.PI) + 30 * Math.sin(i / 40);
    const value = Math.round((load / replicas) * 1000);
    const decision = decide(observe(at, replicas, value, ten), memory, { policy });
    memory = decision.memory;
    if (decision.rescale !== null) {
      memory = settle(decision, { ok: true, at }, { policy }).memory;
      replicas = decision.rescale.to;
      changes++;
    }
  }
  return changes;
}

export const benchmark: Benchmark = {
  name: 'decide',
  about: 'one look of the HorizontalPodAutoscaler, and a day of them',
  tasks: [
    {
      name: 'Object proposal, 1 pod',
      operations: 1,
      run: () => proposeReplicas(aboveTarget, 0, { policy }),
      limit: 0.5,
    },
    {
      name: 'Object proposal, 100 pods',
      operations: 1,
      run: () => proposeReplicas({ ...aboveTarget, pods: hundred }, 0, { policy }),
    },
    {
      name: 'cpu utilization proposal, 100 pods',
      operations: 1,
      run: () => proposeReplicas(cpuAbove, 0, { policy: cpuPolicy }),
      limit: 25,
    },
    {
      name: 'decide, holding within the band',
      operations: 1,
      run: () => decide(holding, settled, { policy }),
      limit: 5,
    },
    {
      name: 'decide, held by the window',
      operations: 1,
      run: () => decide(held, settled, { policy }),
      limit: 5,
    },
    {
      name: 'decide and settle, rescaling',
      operations: 1,
      run: () => {
        const decision = decide(rising, settled, { policy });
        return settle(decision, { ok: true, at: START }, { policy });
      },
      limit: 10,
    },
    {
      name: 'decide with the trace, rescaling',
      operations: 1,
      run: () => decide(rising, settled, { policy, trace: true }),
    },
    {
      name: 'decide, cpu over 100 pods',
      operations: 1,
      run: () => decide(cpuAbove, emptyMemory, { policy: cpuPolicy }),
    },
    { name: 'a day of looks every 15 s', operations: 1, run: day, limit: 20_000 },
  ],
};
