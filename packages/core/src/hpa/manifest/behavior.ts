/** How fast the size may change, for each direction. */
export interface HorizontalPodAutoscalerBehavior {
  readonly scaleUp?: HPAScalingRules;
  readonly scaleDown?: HPAScalingRules;
}

/** Rules of one direction. What is absent gets the API server's default. */
export interface HPAScalingRules {
  /** 0 to 3,600. Without it scaling down uses the controller's own window, scaling up none. */
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: ScalingPolicySelect;
  readonly policies?: readonly HPAScalingPolicy[];
  /** A quantity: the part by which a metric may miss its target before anything changes. */
  readonly tolerance?: string;
}

export type ScalingPolicySelect = 'Max' | 'Min' | 'Disabled';

export interface HPAScalingPolicy {
  readonly type: HPAScalingPolicyType;
  readonly value: number;
  /** 1 to 1,800. */
  readonly periodSeconds: number;
}

export type HPAScalingPolicyType = 'Pods' | 'Percent';

/** The rules of one direction after defaulting. */
export interface DefaultedScalingRules extends HPAScalingRules {
  readonly selectPolicy: ScalingPolicySelect;
  readonly policies: readonly HPAScalingPolicy[];
}

/** Behavior after defaulting: it is given, both directions are there. */
export interface DefaultedBehavior extends HorizontalPodAutoscalerBehavior {
  readonly scaleUp: DefaultedScalingRules & { readonly stabilizationWindowSeconds: number };
  readonly scaleDown: DefaultedScalingRules;
}
