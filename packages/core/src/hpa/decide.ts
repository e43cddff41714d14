import type { Deadline } from './deadline.ts';
import type { DecideOptions, Decision, Rescale } from './decision.ts';
import { evaluate } from './evaluate.ts';
import type { Memory } from './memory.ts';
import type { Observation, Scale } from './observation.ts';
import type { Policy } from './policy.ts';
import { remember } from './settle.ts';
import type { TraceStep } from './trace.ts';

/**
 * Decides as the HorizontalPodAutoscaler controller of the policy's version does. Pure: the same
 * observation and memory give the same decision. It never throws on what it is given to look at.
 *
 * A decision that changes the size is completed by `settle` when the scale has been written.
 */
export function decide(
  observation: Observation,
  memory: Memory,
  { policy, trace = false }: DecideOptions<Policy>,
): Decision {
  const remembered = memory.pending === null ? memory : recover(observation, memory, policy);
  const steps: TraceStep[] | undefined = trace ? [] : undefined;
  const decision = evaluate(observation, remembered, policy, steps);
  const { rescale } = decision;
  if (rescale === null || 'error' in observation.scale) return decision;
  const deadline = deadlineAfter(observation, observation.scale, decision.memory, rescale, policy);
  if (deadline !== null) steps?.push({ step: 'deadline', ...deadline });
  const { at = null, cause = null } = deadline ?? {};
  return { ...decision, nextDeadline: at, deadlineCause: cause };
}

/**
 * A size that was about to be written when the process ended: the scale shows whether it was. The
 * event may have been lost with the process.
 */
function recover({ scale }: Observation, memory: Memory, policy: Policy): Memory {
  const { pending } = memory;
  if (pending === null || 'error' in scale) return memory;
  return scale.specReplicas === pending.to
    ? remember(memory, pending, policy)
    : { ...memory, pending: null };
}

/** When the same inputs, the size apart, give yet another answer after the write has succeeded. */
function deadlineAfter(
  observation: Observation,
  scale: Scale,
  memory: Memory,
  { from, to }: Rescale,
  policy: Policy,
): Deadline | null {
  const { at } = observation;
  const after = { ...observation, scale: { ...scale, specReplicas: to } };
  const next = evaluate(after, remember(memory, { from, to, at }, policy), policy, undefined);
  if (next.rescale !== null) return { at, cause: 'again' };
  const { nextDeadline, deadlineCause } = next;
  return nextDeadline === null || deadlineCause === null
    ? null
    : { at: nextDeadline, cause: deadlineCause };
}
