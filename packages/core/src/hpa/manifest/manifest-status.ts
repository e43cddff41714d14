import type { CrossVersionObjectReference, MetricIdentifier } from './metrics.ts';

/** `status` as the API has it: written by a controller, so most members may hold any text. */
export interface HorizontalPodAutoscalerStatus {
  readonly observedGeneration?: number;
  /** An RFC 3339 text. */
  readonly lastScaleTime?: string | null;
  readonly currentReplicas?: number;
  readonly desiredReplicas: number;
  readonly currentMetrics: readonly ManifestMetricStatus[] | null;
  readonly conditions?: readonly HorizontalPodAutoscalerCondition[];
}

export interface HorizontalPodAutoscalerCondition {
  readonly type: string;
  readonly status: string;
  /** Null where it was never set. */
  readonly lastTransitionTime: string | null;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
}

/** An entry of `status.currentMetrics`; a metric that failed has the type "" and nothing else. */
export interface ManifestMetricStatus {
  readonly type: string;
  readonly object?: {
    readonly metric: MetricIdentifier;
    readonly current: ManifestMetricValue;
    readonly describedObject: CrossVersionObjectReference;
  };
  readonly pods?: { readonly metric: MetricIdentifier; readonly current: ManifestMetricValue };
  readonly resource?: { readonly name: string; readonly current: ManifestMetricValue };
  readonly containerResource?: {
    readonly name: string;
    readonly current: ManifestMetricValue;
    readonly container: string;
  };
  readonly external?: { readonly metric: MetricIdentifier; readonly current: ManifestMetricValue };
}

export interface ManifestMetricValue {
  readonly value?: string;
  readonly averageValue?: string;
  readonly averageUtilization?: number;
}
