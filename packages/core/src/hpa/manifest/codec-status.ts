import {
  type Codec,
  instant,
  int32,
  int64,
  list,
  nullable,
  optional,
  pointer,
  quantity,
  required,
  struct,
  text,
} from '../../decoding/index.ts';
import { identifier, reference } from './codec-metrics.ts';
import type {
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  ManifestMetricStatus,
  ManifestMetricValue,
} from './manifest-status.ts';

type Source<K extends Exclude<keyof ManifestMetricStatus, 'type'>> = NonNullable<
  ManifestMetricStatus[K]
>;

const value: Codec<ManifestMetricValue> = struct<ManifestMetricValue>('v2.MetricValueStatus', {
  value: optional(pointer(quantity)),
  averageValue: optional(pointer(quantity)),
  averageUtilization: optional(pointer(int32)),
});

const resourceName = required(text('v1.ResourceName'));
const current = required(value);

const metricStatus: Codec<ManifestMetricStatus> = struct<ManifestMetricStatus>('v2.MetricStatus', {
  type: required(text('v2.MetricSourceType')),
  object: optional(
    pointer(
      struct<Source<'object'>>('v2.ObjectMetricStatus', {
        metric: required(identifier),
        current,
        describedObject: required(reference),
      }),
    ),
  ),
  pods: optional(
    pointer(
      struct<Source<'pods'>>('v2.PodsMetricStatus', { metric: required(identifier), current }),
    ),
  ),
  resource: optional(
    pointer(struct<Source<'resource'>>('v2.ResourceMetricStatus', { name: resourceName, current })),
  ),
  containerResource: optional(
    pointer(
      struct<Source<'containerResource'>>('v2.ContainerResourceMetricStatus', {
        name: resourceName,
        current,
        container: required(text()),
      }),
    ),
  ),
  external: optional(
    pointer(
      struct<Source<'external'>>('v2.ExternalMetricStatus', {
        metric: required(identifier),
        current,
      }),
    ),
  ),
});

/** A condition; also what the round-trip annotation of v1 holds. */
export const condition: Codec<HorizontalPodAutoscalerCondition> =
  struct<HorizontalPodAutoscalerCondition>('v2.HorizontalPodAutoscalerCondition', {
    type: required(text('v2.HorizontalPodAutoscalerConditionType')),
    status: required(text('v1.ConditionStatus')),
    lastTransitionTime: required(instant),
    reason: optional(text()),
    message: optional(text()),
    observedGeneration: optional(pointer(int64)),
  });

/** `status` of autoscaling/v2. */
export const status: Codec<HorizontalPodAutoscalerStatus> = struct<HorizontalPodAutoscalerStatus>(
  'v2.HorizontalPodAutoscalerStatus',
  {
    observedGeneration: optional(pointer(int64)),
    lastScaleTime: optional(pointer(instant)),
    currentReplicas: optional(int32),
    desiredReplicas: required(int32),
    currentMetrics: required(nullable(list(metricStatus))),
    conditions: optional(list(condition)),
  },
);
