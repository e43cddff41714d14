/** The autoscaling/v2 object: types, reading, defaulting, validation as the API server has them. */
export type {
  DefaultedBehavior,
  DefaultedScalingRules,
  HorizontalPodAutoscalerBehavior,
  HPAScalingPolicy,
  HPAScalingPolicyType,
  HPAScalingRules,
  ScalingPolicySelect,
} from './behavior.ts';
export { defaultBehavior, defaultHorizontalPodAutoscaler } from './defaulting.ts';
export type {
  DefaultedHorizontalPodAutoscaler,
  DefaultedHorizontalPodAutoscalerSpec,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
} from './horizontal-pod-autoscaler.ts';
export type {
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  ManifestMetricStatus,
  ManifestMetricValue,
} from './manifest-status.ts';
export type {
  ContainerResourceMetricSource,
  CrossVersionObjectReference,
  ExternalMetricSource,
  MetricIdentifier,
  MetricSelector,
  MetricSelectorRequirement,
  MetricSourceType,
  MetricSpec,
  MetricTarget,
  MetricTargetType,
  ObjectMetricSource,
  PodsMetricSource,
  ResourceMetricSource,
} from './metrics.ts';
export type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from './object-meta.ts';
