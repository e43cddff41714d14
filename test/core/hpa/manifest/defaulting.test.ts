import { defaultHorizontalPodAutoscaler, type HorizontalPodAutoscaler } from '@flyball/core';
import { expect, it } from 'vitest';

const bare: HorizontalPodAutoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'command', namespace: 'kong' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
    maxReplicas: 10,
  },
};

// Values: pkg/apis/autoscaling/v2/defaults.go of Kubernetes 1.37, also in the recorded answers.
it('fills in one replica and cpu at 80 %, and no behavior', () => {
  expect(defaultHorizontalPodAutoscaler(bare).spec).toEqual({
    ...bare.spec,
    minReplicas: 1,
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      },
    ],
  });
});

it('fills both directions of a behavior that is given, but neither the window down nor tolerances', () => {
  const { behavior } = defaultHorizontalPodAutoscaler({
    ...bare,
    spec: { ...bare.spec, behavior: {} },
  }).spec;
  expect(behavior).toEqual({
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 15 },
        { type: 'Percent', value: 100, periodSeconds: 15 },
      ],
    },
    scaleDown: {
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    },
  });
});

it('keeps an explicit empty list of policies, which validation then refuses', () => {
  const { behavior } = defaultHorizontalPodAutoscaler({
    ...bare,
    spec: { ...bare.spec, behavior: { scaleUp: { policies: [] } } },
  }).spec;
  expect(behavior?.scaleUp.policies).toEqual([]);
});
