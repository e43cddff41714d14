import type { HorizontalPodAutoscaler } from '@flyball/core';
import {
  intensityOf,
  type Scenario,
  type ServiceSpec,
  shapeOf,
  simulate,
  startService,
} from '@flyball/simulator';
import type { Benchmark } from '../benchmark.ts';

const DURATION = 6 * 3600;
const WORKLOAD = { kind: 'diurnal', mean: 200, amplitude: 0.6 } as const;
const LOAD = intensityOf(shapeOf(WORKLOAD, { duration: DURATION, seed: 1n }), DURATION);
const SPEC: ServiceSpec = {
  requests: { work: { law: 'exponential', mean: 0.02 } },
  pods: { initial: 12 },
};

function run(engine: 'fluid' | 'backlog'): () => number {
  return () => {
    const service = startService(SPEC, LOAD, { seed: 1n, engine });
    for (let t = 15; t <= DURATION; t += 15) service.advanceTo(t);
    return service.totals.coreTime;
  };
}

const MANIFEST: HorizontalPodAutoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    minReplicas: 2,
    maxReplicas: 50,
    metrics: [
      {
        type: 'External',
        external: {
          metric: { name: 'rate' },
          target: { type: 'AverageValue', averageValue: '25' },
        },
      },
    ],
  },
};

function closedLoop(engine: 'fluid' | 'backlog'): () => number {
  const scenario: Scenario = {
    workload: WORKLOAD,
    duration: DURATION,
    service: SPEC,
    goal: { latency: 0.2, share: 0.95 },
    engine,
    bin: 60,
    autoscaler: {
      kind: 'hpa',
      manifest: MANIFEST,
      path: { kind: 'direct', meters: [{ measure: 'rate' }] },
    },
  };
  return () => simulate(scenario).totals.answered;
}

/** Seconds of a service as a fluid, in steps of one second. */
export const benchmark: Benchmark = {
  name: 'fluid',
  about: 'one simulated second (goals: 0.05 µs without latencies, 0.2 µs with them)',
  tasks: [
    { name: 'backlog alone', operations: DURATION, run: run('backlog'), limit: 0.05 },
    { name: 'with latencies', operations: DURATION, run: run('fluid'), limit: 0.2 },
    {
      name: 'an HPA in the loop, without latencies',
      operations: DURATION,
      run: closedLoop('backlog'),
      peer: 'backlog alone',
    },
    {
      name: 'an HPA in the loop, with latencies',
      operations: DURATION,
      run: closedLoop('fluid'),
      peer: 'with latencies',
    },
  ],
};
