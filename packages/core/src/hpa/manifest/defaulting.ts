import type { DefaultedBehavior, HorizontalPodAutoscalerBehavior } from './behavior.ts';
import type { DraftBehavior, DraftMetric, DraftPolicy, DraftRules, DraftSpec } from './draft.ts';
import type {
  DefaultedHorizontalPodAutoscaler,
  DefaultedHorizontalPodAutoscalerSpec,
  HorizontalPodAutoscaler,
} from './horizontal-pod-autoscaler.ts';

const upPolicies: readonly DraftPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
];
const downPolicies: readonly DraftPolicy[] = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

/**
 * Fills in what the API server fills in: minReplicas 1, cpu at 80 % if there is no metric, and, if
 * `behavior` is there at all, every unset member of both directions. The window for scaling down
 * and the tolerances stay unset: those the controller has as flags. An explicit empty list of
 * policies stays, to be refused.
 */
export function defaultHorizontalPodAutoscaler(
  autoscaler: HorizontalPodAutoscaler,
): DefaultedHorizontalPodAutoscaler {
  // Defaulting puts in only what the narrower types allow.
  const spec = defaultSpec(autoscaler.spec) as DefaultedHorizontalPodAutoscalerSpec;
  return { ...autoscaler, spec };
}

/** Fills in both directions of a behavior. */
export function defaultBehavior(behavior: HorizontalPodAutoscalerBehavior): DefaultedBehavior {
  return defaultDirections(behavior) as DefaultedBehavior;
}

/** As `defaultHorizontalPodAutoscaler`, before validation. */
export function defaultSpec(spec: DraftSpec): DraftSpec {
  const { minReplicas = 1, metrics = [], behavior, ...rest } = spec;
  return {
    ...rest,
    minReplicas,
    metrics: metrics.length === 0 ? [cpuUtilization(80)] : metrics,
    ...(behavior === undefined ? {} : { behavior: defaultDirections(behavior) }),
  };
}

/** The metric that v1's targetCPUUtilizationPercentage stands for. */
export function cpuUtilization(percentage: number): DraftMetric {
  const target = { type: 'Utilization', averageUtilization: percentage };
  return { type: 'Resource', resource: { name: 'cpu', target } };
}

function defaultDirections(behavior: DraftBehavior): DraftBehavior {
  const { scaleUp = {}, scaleDown = {} } = behavior;
  const { stabilizationWindowSeconds = 0 } = scaleUp;
  return {
    scaleUp: { ...defaultRules(scaleUp, upPolicies), stabilizationWindowSeconds },
    scaleDown: defaultRules(scaleDown, downPolicies),
  };
}

function defaultRules(rules: DraftRules, defaultPolicies: readonly DraftPolicy[]): DraftRules {
  const { selectPolicy = 'Max', policies = defaultPolicies } = rules;
  return { ...rules, selectPolicy, policies };
}
