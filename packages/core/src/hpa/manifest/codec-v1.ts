import {
  type Codec,
  instant,
  int32,
  int64,
  optional,
  pointer,
  required,
  struct,
  text,
} from '../../decoding/index.ts';
import { objectMeta } from './codec-meta.ts';
import { referenceOf } from './codec-metrics.ts';
import type { CrossVersionObjectReference } from './metrics.ts';
import type { ObjectMeta } from './object-meta.ts';

/** An autoscaling/v1 object; what v1 has no member for stands in annotations. */
export interface V1Autoscaler {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec: V1Spec;
  readonly status: V1Status;
}

interface V1Spec {
  readonly scaleTargetRef: CrossVersionObjectReference;
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly targetCPUUtilizationPercentage?: number;
}

interface V1Status {
  readonly observedGeneration?: number;
  readonly lastScaleTime?: string | null;
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly currentCPUUtilizationPercentage?: number;
}

/** autoscaling/v1, as Kubernetes 1.37 has it. */
export const autoscalerV1: Codec<V1Autoscaler> = struct<V1Autoscaler>(
  'v1.HorizontalPodAutoscaler',
  {
    kind: required(text()),
    apiVersion: required(text()),
    metadata: required(objectMeta),
    spec: required(
      struct<V1Spec>('v1.HorizontalPodAutoscalerSpec', {
        scaleTargetRef: required(referenceOf('v1')),
        minReplicas: optional(pointer(int32)),
        maxReplicas: required(int32),
        targetCPUUtilizationPercentage: optional(pointer(int32)),
      }),
    ),
    status: required(
      struct<V1Status>('v1.HorizontalPodAutoscalerStatus', {
        observedGeneration: optional(pointer(int64)),
        lastScaleTime: optional(pointer(instant)),
        currentReplicas: required(int32),
        desiredReplicas: required(int32),
        currentCPUUtilizationPercentage: optional(pointer(int32)),
      }),
    ),
  },
);
