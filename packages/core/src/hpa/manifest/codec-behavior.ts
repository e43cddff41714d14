import {
  type Codec,
  int32,
  list,
  optional,
  pointer,
  quantity,
  required,
  struct,
  text,
} from '../../decoding/index.ts';
import type { DraftBehavior, DraftPolicy, DraftRules } from './draft.ts';

const rulesFields = {
  stabilizationWindowSeconds: optional(pointer(int32)),
  selectPolicy: optional(pointer(text('v2.ScalingPolicySelect'))),
  policies: optional(
    list(
      struct<DraftPolicy>('v2.HPAScalingPolicy', {
        type: required(text('v2.HPAScalingPolicyType')),
        value: required(int32),
        periodSeconds: required(int32),
      }),
    ),
  ),
};

/** `spec.behavior`; also what the round-trip annotation holds, but for the case of its names. */
export const behavior: Codec<DraftBehavior> = behaviorOf(
  struct<DraftRules>('v2.HPAScalingRules', {
    ...rulesFields,
    tolerance: optional(pointer(quantity)),
  }),
);

/** `spec.behavior` of v2beta2, which has no tolerance. */
export const behaviorWithoutTolerance: Codec<DraftBehavior> = behaviorOf(
  struct<Omit<DraftRules, 'tolerance'>>('v2beta2.HPAScalingRules', rulesFields),
);

function behaviorOf(rules: Codec<DraftRules>): Codec<DraftBehavior> {
  return struct<DraftBehavior>('v2.HorizontalPodAutoscalerBehavior', {
    scaleUp: optional(pointer(rules)),
    scaleDown: optional(pointer(rules)),
  });
}
