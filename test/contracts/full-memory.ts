import type { PolicyMemory } from '@flyball/webhook';

const at = Date.UTC(2026, 10, 24, 12);

/** A memory in which everything is set that can be. */
export const fullMemory: PolicyMemory = {
  version: 1,
  recommendations: [
    { replicas: 0, at: at - 300_000 },
    { replicas: 10, at: at + 0.125 },
  ],
  scaleUpEvents: [{ change: 4, at, outdated: false }],
  scaleDownEvents: [{ change: 1, at: at - 60_000, outdated: true }],
  pending: { from: 3, to: 7, at },
  status: {
    observedGeneration: 3,
    lastScaleTime: at,
    currentReplicas: 3,
    desiredReplicas: 7,
    currentMetrics: [
      { type: '' },
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 80 } } },
      {
        type: 'ContainerResource',
        containerResource: { name: 'memory', container: 'app', current: { averageValue: '1Mi' } },
      },
      { type: 'Pods', pods: { metric: { name: 'lag' }, current: { averageValue: '12' } } },
      {
        type: 'Object',
        object: {
          metric: {
            name: 'latency',
            selector: {
              matchLabels: { verb: 'GET' },
              matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }],
            },
          },
          describedObject: { kind: 'Service', name: 'command', apiVersion: 'v1' },
          current: { value: '102312m' },
        },
      },
      { type: 'External', external: { metric: { name: 'queue' }, current: { value: '7' } } },
    ],
    conditions: [
      {
        type: 'ScalingActive',
        status: 'True',
        reason: 'ValidMetricFound',
        message: 'quotes " and ümläuts, and a\nnew line',
        lastTransitionTime: at,
      },
    ],
  },
  standing: {
    pause: { since: at, until: at + 1_800_000, by: 'sre@example.org', reason: 'a "drill"' },
    shadow: {
      since: at - 3_600_000,
      at,
      actual: 7,
      shadow: 4,
      seconds: { counted: 3_600, fewer: 1_800.25, more: 0 },
      replicaSeconds: { actual: 25_200, shadow: 14_400.5 },
    },
    withheld: { code: 'TargetOwned', about: 'HorizontalPodAutoscaler kong/command', since: at },
    writer: 'webhook-0',
  },
};
