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
import { labelSelector, objectMeta } from './codec-meta.ts';
import { referenceOf } from './codec-metrics.ts';
import { type OldMetricStatus, oldMetricStatus } from './codec-old-status.ts';
import { condition } from './codec-status.ts';
import type { HorizontalPodAutoscalerCondition } from './manifest-status.ts';
import type { CrossVersionObjectReference, MetricSelector } from './metrics.ts';
import type { ObjectMeta } from './object-meta.ts';

/** A metric as v2beta1 writes it, and v1 in its annotation. */
export interface OldMetric {
  readonly type: string;
  readonly object?: OldObjectSource;
  readonly pods?: OldPodsSource;
  readonly resource?: OldResourceSource;
  readonly containerResource?: OldContainerResourceSource;
  readonly external?: OldExternalSource;
}

interface OldObjectSource {
  readonly target: CrossVersionObjectReference;
  readonly metricName: string;
  readonly targetValue: string;
  readonly selector?: MetricSelector;
  readonly averageValue?: string;
}

interface OldPodsSource {
  readonly metricName: string;
  readonly targetAverageValue: string;
  readonly selector?: MetricSelector;
}

export interface OldResourceSource {
  readonly name: string;
  readonly targetAverageUtilization?: number;
  readonly targetAverageValue?: string;
}

interface OldContainerResourceSource extends OldResourceSource {
  readonly container: string;
}

interface OldExternalSource {
  readonly metricName: string;
  readonly metricSelector?: MetricSelector;
  readonly targetValue?: string;
  readonly targetAverageValue?: string;
}

const selector = optional(pointer(labelSelector));
const resourceFields = {
  name: required(text('v1.ResourceName')),
  targetAverageUtilization: optional(pointer(int32)),
  targetAverageValue: optional(pointer(quantity)),
};

/** The codec of an old metric; `version` names the Go package in errors. */
export function oldMetric(version: 'v1' | 'v2beta1'): Codec<OldMetric> {
  return struct<OldMetric>(`${version}.MetricSpec`, {
    type: required(text(`${version}.MetricSourceType`)),
    object: optional(
      pointer(
        struct<OldObjectSource>(`${version}.ObjectMetricSource`, {
          target: required(referenceOf(version)),
          metricName: required(text()),
          targetValue: required(quantity),
          selector,
          averageValue: optional(pointer(quantity)),
        }),
      ),
    ),
    pods: optional(
      pointer(
        struct<OldPodsSource>(`${version}.PodsMetricSource`, {
          metricName: required(text()),
          targetAverageValue: required(quantity),
          selector,
        }),
      ),
    ),
    resource: optional(
      pointer(struct<OldResourceSource>(`${version}.ResourceMetricSource`, resourceFields)),
    ),
    containerResource: optional(
      pointer(
        struct<OldContainerResourceSource>(`${version}.ContainerResourceMetricSource`, {
          ...resourceFields,
          container: required(text()),
        }),
      ),
    ),
    external: optional(
      pointer(
        struct<OldExternalSource>(`${version}.ExternalMetricSource`, {
          metricName: required(text()),
          metricSelector: selector,
          targetValue: optional(pointer(quantity)),
          targetAverageValue: optional(pointer(quantity)),
        }),
      ),
    ),
  });
}

/** A v2beta1 object: v2 but for its metrics, and without behavior. */
export interface V2beta1Autoscaler {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec: V2beta1Spec;
  readonly status: V2beta1Status;
}

interface V2beta1Spec {
  readonly scaleTargetRef: CrossVersionObjectReference;
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly metrics?: readonly OldMetric[];
}

interface V2beta1Status {
  readonly observedGeneration?: number;
  readonly lastScaleTime?: string | null;
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly currentMetrics: readonly OldMetricStatus[] | null;
  readonly conditions: readonly HorizontalPodAutoscalerCondition[] | null;
}

/** autoscaling/v2beta1, as Kubernetes 1.32 has it. */
export const autoscalerV2beta1: Codec<V2beta1Autoscaler> = struct<V2beta1Autoscaler>(
  'v2beta1.HorizontalPodAutoscaler',
  {
    kind: required(text()),
    apiVersion: required(text()),
    metadata: required(objectMeta),
    spec: required(
      struct<V2beta1Spec>('v2beta1.HorizontalPodAutoscalerSpec', {
        scaleTargetRef: required(referenceOf('v2beta1')),
        minReplicas: optional(pointer(int32)),
        maxReplicas: required(int32),
        metrics: optional(list(oldMetric('v2beta1'))),
      }),
    ),
    status: required(
      struct<V2beta1Status>('v2beta1.HorizontalPodAutoscalerStatus', {
        observedGeneration: optional(pointer(int64)),
        lastScaleTime: optional(pointer(instant)),
        currentReplicas: required(int32),
        desiredReplicas: required(int32),
        currentMetrics: required(nullable(list(oldMetricStatus('v2beta1')))),
        conditions: required(nullable(list(condition))),
      }),
    ),
  },
);
