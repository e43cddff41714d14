import type { HorizontalPodAutoscaler } from '@flyball/core';
import type { HpaSpec, Scenario } from '@flyball/simulator';

/** The policy of the Kong tutorial: mean latency against 40 ms, no patience. */
export const tutorialPolicy: HorizontalPodAutoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'command', namespace: 'kong' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
    minReplicas: 1,
    maxReplicas: 10,
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 1,
        policies: [{ type: 'Percent', value: 100, periodSeconds: 10 }],
      },
      scaleUp: {
        stabilizationWindowSeconds: 1,
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 2 },
          { type: 'Pods', value: 4, periodSeconds: 2 },
        ],
        selectPolicy: 'Max',
      },
    },
    metrics: [
      {
        type: 'Object',
        object: {
          metric: { name: 'kong_upstream_latency_ms_60s_average' },
          describedObject: { apiVersion: 'v1', kind: 'Service', name: 'command' },
          target: { type: 'Value', value: '40' },
        },
      },
    ],
  },
};

/** The tutorial's service: every request sleeps 100 ms, whatever the number of pods. */
export const tutorial: Scenario = {
  workload: { kind: 'step', rates: [0, 20, 0], changes: [60, 300] },
  duration: 600,
  service: { requests: { work: 0.002, floor: 0.1 }, pods: { initial: 1, startup: 2 } },
  goal: { latency: 0.2, share: 0.95 },
  autoscaler: {
    kind: 'hpa',
    manifest: tutorialPolicy,
    path: {
      kind: 'direct',
      sync: { phase: 0 },
      meters: [{ measure: 'latency', scale: 1000, window: 60, interval: 5 }],
    },
  },
};

/** A policy on CPU utilisation. */
export function cpuPolicy(
  averageUtilization: number,
  bounds: { readonly minReplicas: number; readonly maxReplicas: number },
): HpaSpec {
  return {
    kind: 'hpa',
    manifest: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        ...bounds,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
          },
        ],
      },
    },
  };
}

/** A web service of 20 ms requests under a load that rises fourfold. */
export const web: Scenario = {
  workload: { kind: 'step', rates: [100, 400], changes: [600] },
  duration: 1800,
  service: {
    requests: { work: { law: 'exponential', mean: 0.02 } },
    pods: { initial: 5, startup: 10 },
  },
  goal: { latency: 0.25, share: 0.99 },
  autoscaler: cpuPolicy(50, { minReplicas: 2, maxReplicas: 40 }),
};
