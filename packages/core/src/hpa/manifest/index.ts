/** The autoscaling/v2 object: types, reading, defaulting, validation as the API server has them. */

export {
  type AutoscalerAnswer,
  type AutoscalerRequest,
  answerCreate,
  answerUpdate,
  answerUpdateStatus,
  type Refusal,
} from './api-server.ts';
export type {
  DefaultedBehavior,
  DefaultedScalingRules,
  HorizontalPodAutoscalerBehavior,
  HPAScalingPolicy,
  HPAScalingPolicyType,
  HPAScalingRules,
  ScalingPolicySelect,
} from './behavior.ts';
export {
  type AutoscalingVersion,
  decodeAutoscaler,
  encodeAutoscaler,
} from './decode-autoscaler.ts';
export { defaultBehavior, defaultHorizontalPodAutoscaler } from './defaulting.ts';
export type { AutoscalerDraft } from './draft.ts';
export type {
  DefaultedHorizontalPodAutoscaler,
  DefaultedHorizontalPodAutoscalerSpec,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
} from './horizontal-pod-autoscaler.ts';
export type { ManifestError, ManifestErrorType } from './manifest-error.ts';
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
export {
  type AutoscalerReading,
  type AutoscalerReadingOptions,
  type ManifestProblem,
  readHorizontalPodAutoscaler,
  readHorizontalPodAutoscalerNode,
} from './read-autoscaler.ts';
export type { FeatureGates } from './validate-spec.ts';
