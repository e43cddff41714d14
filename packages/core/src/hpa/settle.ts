import { enter } from './behavior/index.ts';
import { setCondition } from './conditions.ts';
import type { DecideOptions, Decision, Rescale, RescaleOutcome } from './decision.ts';
import type { Memory, PendingRescale } from './memory.ts';
import type { Policy } from './policy.ts';
import type { Condition, ScalingEvent, Status } from './status.ts';

/**
 * Completes a decision with the result of writing the scale: the conditions `AbleToScale` and
 * `ScaledToZero`, the event, the ledger, `lastScaleTime`. Give the policy that decided.
 *
 * @throws {TypeError} when there was nothing to write, or it is settled already
 */
export function settle(
  decision: Decision,
  outcome: RescaleOutcome,
  { policy }: DecideOptions<Policy>,
): Decision {
  const { rescale, outcome: known, memory } = decision;
  if (rescale === null || known !== null) {
    throw new TypeError(
      'only a decision that wants a write, and has not had its outcome, is settled',
    );
  }
  return outcome.ok
    ? succeeded(decision, rescale, outcome, policy)
    : failed(decision, rescale, outcome, policy, memory);
}

function succeeded(
  decision: Decision,
  rescale: Rescale,
  outcome: RescaleOutcome,
  policy: Policy,
): Decision {
  const { to, reason } = rescale;
  const event: ScalingEvent = {
    type: 'Normal',
    reason: 'SuccessfulRescale',
    message: `New size: ${to}; reason: ${reason}`,
  };
  const memory = remember(decision.memory, { ...rescale, at: outcome.at }, policy);
  return {
    ...decision,
    conditions: memory.status.conditions,
    events: [...decision.events, event],
    memory,
    outcome,
  };
}

/** What stays of a size that was written at `at`. */
export function remember(memory: Memory, { from, to, at }: PendingRescale, policy: Policy): Memory {
  const conditions = memory.status.conditions.slice();
  const able = `the HPA controller was able to update the target scale to ${to}`;
  setCondition(conditions, at, 'AbleToScale', 'True', 'SucceededRescale', able);
  if (policy.features.scaledToZero) setScaledToZero(conditions, from, to, at, policy);
  const ledger =
    policy.behavior === null ? memory : enter(memory, { from, to, at }, policy.behavior);
  return {
    version: 1,
    recommendations: memory.recommendations,
    scaleUpEvents: ledger.scaleUpEvents,
    scaleDownEvents: ledger.scaleDownEvents,
    pending: null,
    status: { ...memory.status, desiredReplicas: to, lastScaleTime: at, conditions },
  };
}

function setScaledToZero(
  conditions: Condition[],
  from: number,
  to: number,
  at: number,
  policy: Policy,
): void {
  if (from > 0 && to === 0 && policy.minReplicas === 0 && policy.wakesFromZero) {
    const message = 'the HPA controller scaled the workload to zero';
    setCondition(conditions, at, 'ScaledToZero', 'True', 'ScaledToZero', message);
  } else {
    const message = 'the HPA controller did not scale the workload to zero';
    setCondition(conditions, at, 'ScaledToZero', 'False', 'NotScaledToZero', message);
  }
}

function failed(
  decision: Decision,
  { to, reason }: Rescale,
  outcome: RescaleOutcome & { readonly ok: false },
  policy: Policy,
  memory: Memory,
): Decision {
  const { message } = outcome.error;
  const conditions = memory.status.conditions.slice();
  const unable = `the HPA controller was unable to update the target scale: ${message}`;
  setCondition(conditions, outcome.at, 'AbleToScale', 'False', 'FailedUpdateScale', unable);
  const event: ScalingEvent = {
    type: 'Warning',
    reason: 'FailedRescale',
    message: `New size: ${to}; reason: ${reason}; error: ${message}`,
  };
  const status: Status = { ...memory.status, conditions };
  return {
    ...decision,
    reason: { code: 'FailedUpdateScale', text: unable },
    conditions,
    events: [...decision.events, event],
    error: `failed to rescale ${policy.reference}: ${message}`,
    memory: { ...memory, pending: null, status },
    nextDeadline: outcome.at,
    deadlineCause: 'again',
    outcome,
  };
}
