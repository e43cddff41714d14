import type { LabelSelector } from '../selectors/index.ts';
import type { CrossVersionObjectReference } from './manifest/index.ts';

/** `status` of a HorizontalPodAutoscaler; instants are milliseconds since the epoch. */
export interface Status {
  /** `metadata.generation` of the spec that the status was made from; null before 1.37. */
  readonly observedGeneration: number | null;
  /** When the size was last changed. */
  readonly lastScaleTime: number | null;
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  /** One entry for each metric in the order of the spec; a failed metric leaves `{type: ''}`. */
  readonly currentMetrics: readonly MetricStatus[];
  /** In order of first appearance. */
  readonly conditions: readonly Condition[];
}

export type ConditionType = 'AbleToScale' | 'ScalingActive' | 'ScalingLimited' | 'ScaledToZero';

export interface Condition {
  readonly type: ConditionType;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  /** When `status` last changed; a new reason or message alone does not move it. */
  readonly lastTransitionTime: number;
}

/** An event as the controller's recorder gets it; the source component is the caller's. */
export interface ScalingEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** An entry of `status.currentMetrics`, in the shape of autoscaling/v2. Quantities are text. */
export type MetricStatus =
  | { readonly type: '' }
  | { readonly type: 'Resource'; readonly resource: ResourceMetricStatus }
  | {
      readonly type: 'ContainerResource';
      readonly containerResource: ResourceMetricStatus & { readonly container: string };
    }
  | { readonly type: 'Pods'; readonly pods: NamedMetricStatus }
  | {
      readonly type: 'Object';
      readonly object: NamedMetricStatus & {
        readonly describedObject: CrossVersionObjectReference;
      };
    }
  | { readonly type: 'External'; readonly external: NamedMetricStatus };

export interface ResourceMetricStatus {
  readonly name: string;
  readonly current: MetricValueStatus;
}

export interface NamedMetricStatus {
  readonly metric: MetricIdentifier;
  readonly current: MetricValueStatus;
}

export interface MetricValueStatus {
  readonly value?: string;
  readonly averageValue?: string;
  readonly averageUtilization?: number;
}

export interface MetricIdentifier {
  readonly name: string;
  readonly selector?: LabelSelector;
}
