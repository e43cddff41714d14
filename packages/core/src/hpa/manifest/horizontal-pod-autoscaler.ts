import type { DefaultedBehavior, HorizontalPodAutoscalerBehavior } from './behavior.ts';
import type { HorizontalPodAutoscalerStatus } from './manifest-status.ts';
import type { CrossVersionObjectReference, MetricSpec } from './metrics.ts';
import type { ObjectMeta } from './object-meta.ts';

/** The autoscaling/v2 object, field for field, as a person writes it. */
export interface HorizontalPodAutoscaler {
  readonly apiVersion: 'autoscaling/v2';
  readonly kind: 'HorizontalPodAutoscaler';
  readonly metadata: ObjectMeta;
  readonly spec: HorizontalPodAutoscalerSpec;
  readonly status?: HorizontalPodAutoscalerStatus;
}

export interface HorizontalPodAutoscalerSpec {
  readonly scaleTargetRef: CrossVersionObjectReference;
  /** 1 if absent. */
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  /** 80 % of the requested cpu if absent or empty. */
  readonly metrics?: readonly MetricSpec[];
  /** If absent, the controller's older algorithm decides, which no behavior describes exactly. */
  readonly behavior?: HorizontalPodAutoscalerBehavior;
}

/** The object after defaulting: what the API server stores and a controller reads. */
export interface DefaultedHorizontalPodAutoscaler extends HorizontalPodAutoscaler {
  readonly spec: DefaultedHorizontalPodAutoscalerSpec;
}

export interface DefaultedHorizontalPodAutoscalerSpec extends HorizontalPodAutoscalerSpec {
  readonly minReplicas: number;
  readonly metrics: readonly MetricSpec[];
  readonly behavior?: DefaultedBehavior;
}
