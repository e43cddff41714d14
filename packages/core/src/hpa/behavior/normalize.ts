import { setCondition } from '../conditions.ts';
import { type Deadline, earliest } from '../deadline.ts';
import type { Look } from '../look.ts';
import type { Memory, Recommendation } from '../memory.ts';
import type { Condition } from '../status.ts';
import { rateDeadline } from './deadline.ts';
import { type Limited, limitDefault, limitRate, policyLimits } from './rate-limit.ts';
import { record } from './recommendations.ts';
import { findHolder, type Holder, stabilize, stabilizeDefault } from './stabilize.ts';
import { LIMIT_TEXTS, STABILIZED_TEXTS } from './texts.ts';

/** The size after windows, policies and bounds, and what is to be remembered. */
export interface Normalized {
  readonly replicas: number;
  /** The size after the windows alone. */
  readonly stabilized: number;
  readonly recommendations: readonly Recommendation[];
  readonly reason: Limited['reason'];
  /** When time alone first makes another size of the same. */
  readonly deadline: Deadline | null;
}

/**
 * Brings the desired size within windows, policies and bounds, and sets the conditions that tell
 * of it. The raw desired size is what is remembered.
 */
export function normalize(
  look: Look,
  memory: Memory,
  desired: number,
  conditions: Condition[],
): Normalized {
  const { policy, scale } = look;
  const { at } = look.observation;
  const { behavior } = policy;
  const current = scale.specReplicas;
  const { recommendations } = memory;
  const { replicas: stabilized, slot } =
    behavior === null
      ? stabilizeDefault(recommendations, desired, at, policy.options.downscaleStabilization)
      : stabilize(recommendations, current, desired, at, behavior);
  if (stabilized === desired) {
    setCondition(
      conditions,
      at,
      'AbleToScale',
      'True',
      'ReadyForNewScale',
      'recommended size matches current size',
    );
  } else {
    const reason =
      behavior !== null && desired >= current ? 'ScaleUpStabilized' : 'ScaleDownStabilized';
    setCondition(conditions, at, 'AbleToScale', 'True', reason, STABILIZED_TEXTS[reason]);
  }
  const limited =
    behavior === null
      ? limitDefault(current, stabilized, policy)
      : limitRate(memory, current, stabilized, at, behavior, policy);
  const { replicas, reason } = limited;
  const status = replicas === stabilized ? 'False' : 'True';
  setCondition(conditions, at, 'ScalingLimited', status, reason, LIMIT_TEXTS[reason]);
  const holder =
    stabilized === desired ? null : holderOf(look, recommendations, desired, stabilized);
  if (look.trace !== undefined) traceSteps(look, memory, desired, stabilized, holder, limited);
  const leaves: Deadline | null = holder === null ? null : { at: holder.until, cause: 'window' };
  const expires =
    behavior === null
      ? Number.POSITIVE_INFINITY
      : rateDeadline(memory, current, stabilized, at, behavior, policy, limited);
  return {
    replicas,
    stabilized,
    recommendations: record(recommendations, slot, { replicas: desired, at }),
    reason,
    deadline: earliest(leaves, expires, 'period'),
  };
}

function holderOf(
  { policy, observation }: Look,
  recommendations: readonly Recommendation[],
  desired: number,
  result: number,
): Holder | null {
  const { behavior, options } = policy;
  const place = { desired, result, at: observation.at };
  if (behavior === null) {
    return findHolder(recommendations, place, options.downscaleStabilization, 1);
  }
  const { window } = desired > result ? behavior.scaleUp : behavior.scaleDown;
  return findHolder(recommendations, place, window, 0);
}

function traceSteps(
  { policy, scale, observation, trace }: Look,
  memory: Memory,
  desired: number,
  stabilized: number,
  picked: Holder | null,
  { replicas, reason, limit }: Limited,
): void {
  const { behavior, options, minReplicas, maxReplicas } = policy;
  const current = scale.specReplicas;
  const moved = stabilized > desired ? 'down' : 'up';
  trace?.push({
    step: 'stabilization',
    desired,
    result: stabilized,
    direction: stabilized === desired ? 'none' : moved,
    upWindow: behavior?.scaleUp.window ?? null,
    downWindow: behavior?.scaleDown.window ?? options.downscaleStabilization,
    picked,
  });
  const direction = stabilized > current ? 'up' : stabilized < current ? 'down' : 'none';
  const rules = direction === 'up' ? behavior?.scaleUp : behavior?.scaleDown;
  trace?.push({
    step: 'rate-limit',
    desired: stabilized,
    result: replicas,
    direction,
    select: rules?.select ?? 'Default',
    policies:
      rules === undefined || direction === 'none'
        ? []
        : policyLimits(memory, current, observation.at, rules, direction),
    limit,
    minReplicas,
    maxReplicas,
    limited: replicas !== stabilized,
    reason,
  });
}
