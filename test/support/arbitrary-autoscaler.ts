import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HPAScalingRules,
  MetricSpec,
  MetricTarget,
} from '@flyball/core';
import fc from 'fast-check';

const name: fc.Arbitrary<string> = fc.stringMatching(/^[a-z]([-a-z0-9]{0,10}[a-z0-9])?$/);
const metricName: fc.Arbitrary<string> = fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,20}$/);
const positive: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom('', 'm', 'k', 'Ki', 'Mi', 'e1'))
  .map(([digits, unit]) => `${digits}${unit}`);
const percent: fc.Arbitrary<number> = fc.integer({ min: 1, max: 1_000 });

const value: fc.Arbitrary<MetricTarget> = positive.map((quantity) => ({
  type: 'Value',
  value: quantity,
}));
const averageValue: fc.Arbitrary<MetricTarget> = positive.map((quantity) => ({
  type: 'AverageValue',
  averageValue: quantity,
}));
const utilization: fc.Arbitrary<MetricTarget> = percent.map((averageUtilization) => ({
  type: 'Utilization',
  averageUtilization,
}));

const identifier = fc.record(
  {
    name: metricName,
    selector: fc.record({ matchLabels: fc.dictionary(name, name, { maxKeys: 2 }) }),
  },
  { requiredKeys: ['name'] },
);
const resource = fc.constantFrom('cpu', 'memory');
const ofPods = fc.oneof(utilization, averageValue);

/** An entry of `spec.metrics` that the API server accepts. */
const arbitraryMetric: fc.Arbitrary<MetricSpec> = fc.oneof(
  fc.record({
    type: fc.constant('Object' as const),
    object: fc.record({
      describedObject: fc.constant({ apiVersion: 'v1', kind: 'Service', name: 'command' }),
      metric: identifier,
      target: fc.oneof(value, averageValue),
    }),
  }),
  fc.record({
    type: fc.constant('External' as const),
    external: fc.record({ metric: identifier, target: fc.oneof(value, averageValue) }),
  }),
  fc.record({
    type: fc.constant('Pods' as const),
    pods: fc.record({ metric: identifier, target: averageValue }),
  }),
  fc.record({
    type: fc.constant('Resource' as const),
    resource: fc.record({ name: resource, target: ofPods }),
  }),
  fc.record({
    type: fc.constant('ContainerResource' as const),
    containerResource: fc.record({ name: resource, container: name, target: ofPods }),
  }),
);

const rules: fc.Arbitrary<HPAScalingRules> = fc.record(
  {
    stabilizationWindowSeconds: fc.integer({ min: 0, max: 3600 }),
    selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
    policies: fc.array(
      fc.record({
        type: fc.constantFrom('Pods' as const, 'Percent' as const),
        value: fc.integer({ min: 1, max: 1_000 }),
        periodSeconds: fc.integer({ min: 1, max: 1800 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    tolerance: fc.integer({ min: 0, max: 900 }).map((milli) => `${milli}m`),
  },
  { requiredKeys: [] },
);

const behavior: fc.Arbitrary<HorizontalPodAutoscalerBehavior> = fc.record(
  { scaleUp: rules, scaleDown: rules },
  { requiredKeys: [] },
);

/** A HorizontalPodAutoscaler that the API server accepts, with or without what has defaults. */
export const arbitraryAutoscaler: fc.Arbitrary<HorizontalPodAutoscaler> = fc
  .record({
    metadata: fc.record({ name, namespace: name }),
    minReplicas: fc.integer({ min: 1, max: 20 }),
    span: fc.nat(50),
    optional: fc.record(
      { metrics: fc.array(arbitraryMetric, { maxLength: 4 }), behavior },
      { requiredKeys: [] },
    ),
    withMinimum: fc.boolean(),
  })
  .map(({ metadata, minReplicas, span, optional, withMinimum }) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      ...(withMinimum && { minReplicas }),
      maxReplicas: minReplicas + span,
      ...optional,
    },
  }));
