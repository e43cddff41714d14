import type {
  DefaultedBehavior,
  DefaultedScalingRules,
  HorizontalPodAutoscalerBehavior,
  HPAScalingPolicy,
  HPAScalingRules,
} from './behavior.ts';
import type {
  DefaultedHorizontalPodAutoscaler,
  DefaultedHorizontalPodAutoscalerSpec,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
} from './horizontal-pod-autoscaler.ts';
import type { MetricSpec } from './metrics.ts';

const defaultMetrics: readonly MetricSpec[] = [
  {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
  },
];
const upPolicies: readonly HPAScalingPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
];
const downPolicies: readonly HPAScalingPolicy[] = [
  { type: 'Percent', value: 100, periodSeconds: 15 },
];

/**
 * Fills in what the API server fills in: minReplicas 1, cpu at 80 % if there is no metric, and, if
 * `behavior` is there at all, every unset member of both directions. The window for scaling down
 * and the tolerances stay unset: those the controller has as flags. An explicit empty list of
 * policies stays, to be refused.
 */
export function defaultHorizontalPodAutoscaler(
  autoscaler: HorizontalPodAutoscaler,
): DefaultedHorizontalPodAutoscaler {
  return { ...autoscaler, spec: defaultSpec(autoscaler.spec) };
}

function defaultSpec(spec: HorizontalPodAutoscalerSpec): DefaultedHorizontalPodAutoscalerSpec {
  const { minReplicas = 1, metrics = [], behavior, ...rest } = spec;
  return {
    ...rest,
    minReplicas,
    metrics: metrics.length === 0 ? defaultMetrics : metrics,
    ...(behavior === undefined ? {} : { behavior: defaultBehavior(behavior) }),
  };
}

/** Fills in both directions of a behavior. */
export function defaultBehavior(behavior: HorizontalPodAutoscalerBehavior): DefaultedBehavior {
  const { scaleUp = {}, scaleDown = {} } = behavior;
  const { stabilizationWindowSeconds = 0 } = scaleUp;
  return {
    scaleUp: { ...defaultRules(scaleUp, upPolicies), stabilizationWindowSeconds },
    scaleDown: defaultRules(scaleDown, downPolicies),
  };
}

function defaultRules(
  rules: HPAScalingRules,
  defaultPolicies: readonly HPAScalingPolicy[],
): DefaultedScalingRules {
  const { selectPolicy = 'Max', policies = defaultPolicies } = rules;
  return { ...rules, selectPolicy, policies };
}
