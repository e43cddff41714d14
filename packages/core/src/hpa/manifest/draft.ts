import type { HorizontalPodAutoscalerStatus } from './manifest-status.ts';
import type { CrossVersionObjectReference, MetricIdentifier } from './metrics.ts';
import type { ObjectMeta } from './object-meta.ts';

/**
 * A manifest that was decoded but not yet validated: every text may be any text, every source may
 * be there or not. A `HorizontalPodAutoscaler` is one of these.
 */
export interface AutoscalerDraft {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec: DraftSpec;
  readonly status: HorizontalPodAutoscalerStatus;
}

/** The same object in a namespace. */
export function inNamespace(draft: AutoscalerDraft, namespace: string): AutoscalerDraft {
  return { ...draft, metadata: { ...draft.metadata, namespace } };
}

export interface DraftSpec {
  readonly scaleTargetRef: CrossVersionObjectReference;
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly metrics?: readonly DraftMetric[];
  readonly behavior?: DraftBehavior;
}

export interface DraftMetric {
  readonly type: string;
  readonly object?: DraftObjectSource;
  readonly pods?: DraftNamedSource;
  readonly resource?: DraftResourceSource;
  readonly containerResource?: DraftContainerResourceSource;
  readonly external?: DraftNamedSource;
}

export interface DraftNamedSource {
  readonly metric: MetricIdentifier;
  readonly target: DraftTarget;
}

export interface DraftObjectSource extends DraftNamedSource {
  readonly describedObject: CrossVersionObjectReference;
}

export interface DraftResourceSource {
  readonly name: string;
  readonly target: DraftTarget;
}

export interface DraftContainerResourceSource extends DraftResourceSource {
  readonly container: string;
}

export interface DraftTarget {
  readonly type: string;
  readonly value?: string;
  readonly averageValue?: string;
  readonly averageUtilization?: number;
}

export interface DraftBehavior {
  readonly scaleUp?: DraftRules;
  readonly scaleDown?: DraftRules;
}

export interface DraftRules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: string;
  readonly policies?: readonly DraftPolicy[];
  readonly tolerance?: string;
}

export interface DraftPolicy {
  readonly type: string;
  readonly value: number;
  readonly periodSeconds: number;
}
