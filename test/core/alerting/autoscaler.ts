import {
  type DefaultedHorizontalPodAutoscaler,
  defaultHorizontalPodAutoscaler,
  type HorizontalPodAutoscalerSpec,
  type MetricSpec,
} from '@flyball/core';

/** The query of the Kong tutorial, as prometheus-adapter writes it. */
export const query =
  'sum(rate(kong_upstream_latency_ms_sum{service="command"}[60s])) by (service) / sum(rate(kong_upstream_latency_ms_count{service="command"}[60s])) by (service)';

/** A metric of the Service command. */
export function objectMetric(
  value = '40',
  name = 'kong_upstream_latency_ms_60s_average',
): MetricSpec {
  return {
    type: 'Object',
    object: {
      describedObject: { apiVersion: 'v1', kind: 'Service', name: 'command' },
      metric: { name },
      target: { type: 'Value', value },
    },
  };
}

/** The HorizontalPodAutoscaler of the Kong tutorial, with other metrics or behavior. */
export function autoscaler(
  metrics: readonly MetricSpec[] = [objectMetric()],
  behavior?: HorizontalPodAutoscalerSpec['behavior'],
): DefaultedHorizontalPodAutoscaler {
  return defaultHorizontalPodAutoscaler({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { namespace: 'kong', name: 'command' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      maxReplicas: 10,
      metrics,
      ...(behavior === undefined ? {} : { behavior }),
    },
  });
}
