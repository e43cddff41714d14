import {
  type ControllerOptions,
  compilePolicy,
  type HorizontalPodAutoscalerBehavior,
  type MetricSpec,
  type Policy,
} from '@flyball/core';

/** `spec.metrics` with one Object metric against a Value. */
export function latency(value: string): MetricSpec {
  return {
    type: 'Object',
    object: {
      metric: { name: 'latency' },
      describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
      target: { type: 'Value', value },
    },
  };
}

/** An External metric of which each replica takes so much: it names the size outright. */
export function queue(averageValue: string, name = 'queue'): MetricSpec {
  return {
    type: 'External',
    external: { metric: { name }, target: { type: 'AverageValue', averageValue } },
  };
}

export function cpu(averageUtilization: number): MetricSpec {
  return {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
  };
}

export interface PolicyParts extends ControllerOptions {
  readonly min?: number;
  readonly max?: number;
  readonly metrics?: readonly MetricSpec[];
  readonly behavior?: HorizontalPodAutoscalerBehavior;
}

/** A policy for `default/web`. */
export function policyOf({
  min = 1,
  max = 10,
  metrics,
  behavior,
  ...options
}: PolicyParts): Policy {
  return compilePolicy(
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'default', generation: 1 },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: min,
        maxReplicas: max,
        metrics: metrics ?? [latency('40')],
        ...(behavior === undefined ? {} : { behavior }),
      },
    },
    options,
  );
}
