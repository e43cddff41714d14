import {
  type Codec,
  int32,
  list,
  optional,
  pointer,
  required,
  struct,
  text,
} from '../../decoding/index.ts';
import { behavior, behaviorWithoutTolerance } from './codec-behavior.ts';
import { objectMeta } from './codec-meta.ts';
import { metric, reference } from './codec-metrics.ts';
import { status } from './codec-status.ts';
import type { AutoscalerDraft, DraftBehavior, DraftSpec } from './draft.ts';

/** autoscaling/v2, as Kubernetes 1.37 has it. */
export const autoscalerV2: Codec<AutoscalerDraft> = autoscaler(behavior);

/** autoscaling/v2beta2, as Kubernetes 1.32 has it: the same names, without tolerance. */
export const autoscalerV2beta2: Codec<AutoscalerDraft> = autoscaler(behaviorWithoutTolerance);

function autoscaler(behaviorCodec: Codec<DraftBehavior>): Codec<AutoscalerDraft> {
  return struct<AutoscalerDraft>('v2.HorizontalPodAutoscaler', {
    kind: required(text()),
    apiVersion: required(text()),
    metadata: required(objectMeta),
    spec: required(
      struct<DraftSpec>('v2.HorizontalPodAutoscalerSpec', {
        scaleTargetRef: required(reference),
        minReplicas: optional(pointer(int32)),
        maxReplicas: required(int32),
        metrics: optional(list(metric)),
        behavior: optional(pointer(behaviorCodec)),
      }),
    ),
    status: required(status),
  });
}
