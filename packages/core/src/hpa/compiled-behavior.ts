import type {
  DefaultedBehavior,
  DefaultedScalingRules,
  ScalingPolicySelect,
} from './manifest/index.ts';

/** `spec.behavior` with durations in milliseconds. */
export interface CompiledBehavior {
  readonly scaleUp: CompiledRules;
  readonly scaleDown: CompiledRules;
}

/** The rules of one direction. */
export interface CompiledRules {
  /** The stabilization window. */
  readonly window: number;
  readonly select: ScalingPolicySelect;
  readonly policies: readonly CompiledPolicy[];
  /** The longest period of the policies: what a ledger has to remember. */
  readonly longestPeriod: number;
}

export interface CompiledPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly period: number;
}

/** Compiles a behavior; the window for scaling down is the controller's own unless it is set. */
export function compileBehavior(
  { scaleUp, scaleDown }: DefaultedBehavior,
  downscaleStabilization: number,
): CompiledBehavior {
  const downWindow = scaleDown.stabilizationWindowSeconds;
  return {
    scaleUp: compileRules(scaleUp, scaleUp.stabilizationWindowSeconds * 1000),
    scaleDown: compileRules(
      scaleDown,
      downWindow === undefined ? downscaleStabilization : downWindow * 1000,
    ),
  };
}

function compileRules(rules: DefaultedScalingRules, window: number): CompiledRules {
  const policies = rules.policies.map(({ type, value, periodSeconds }) => ({
    type,
    value,
    period: periodSeconds * 1000,
  }));
  const longestPeriod = policies.reduce((longest, { period }) => Math.max(longest, period), 0);
  return { window, select: rules.selectPolicy, policies, longestPeriod };
}
