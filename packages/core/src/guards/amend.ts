import type { Condition, Decision, GuardStep, TraceStep } from '../hpa/index.ts';
import type { Note } from './guarded-policy.ts';

/** What guards did around a decision. */
export interface Amendment {
  readonly to: number;
  /** Before the metrics were computed. */
  readonly before: readonly Note[];
  /** After the size was. */
  readonly after: readonly Note[];
  /** The conditions on which the decision was built. */
  readonly formerConditions: readonly Condition[];
}

/**
 * The decision with the size that the guards leave, consistent in every part: the write, what is
 * remembered of it, the status, the reason and the trace. What the metrics recommended stays
 * recorded, and the ledger only ever sees the size that is written.
 */
export function amend(decision: Decision, amendment: Amendment): Decision {
  const { before, after, to } = amendment;
  const notes = [...before, ...after];
  const traced = decision.trace === undefined ? {} : { trace: retrace(decision.trace, amendment) };
  const { rescale } = decision;
  const amended = { ...decision, ...traced, reason: explained(decision, to, notes) };
  if (rescale === null || rescale.to === to) return amended;
  const conditions = limited(decision, amendment, amended.reason.text);
  const moves = to !== rescale.from;
  const { memory } = decision;
  const { status } = memory;
  return {
    ...amended,
    desiredReplicas: to,
    rescale: moves ? { ...rescale, to } : null,
    conditions,
    memory: {
      ...memory,
      pending: moves ? { from: rescale.from, to, at: decision.at } : null,
      status: { ...status, conditions, desiredReplicas: moves ? status.desiredReplicas : to },
    },
  };
}

function explained(decision: Decision, to: number, notes: readonly Note[]): Decision['reason'] {
  const changes = notes.filter((note) => note.changes);
  if (changes.length === 0) return decision.reason;
  const why = changes.map(({ message }) => message).join('; ');
  const { rescale, reason } = decision;
  const code = 'Guarded';
  if (rescale !== null && to !== rescale.from) {
    return { code, text: `${rescale.from} to ${to}: ${reason.text}; ${why}` };
  }
  // A window or a policy that holds is told of too, unless the guard is what kept the size.
  const held = reason.code === 'Stabilized' || reason.code === 'Limited';
  const text = rescale === null && held ? `${reason.text}; ${why}` : why;
  return { code, text: `holding at ${to}: ${text}` };
}

/** `ScalingLimited` tells of the guard; its instant moves only when it was not limited before. */
function limited(
  decision: Decision,
  { formerConditions }: Amendment,
  message: string,
): readonly Condition[] {
  const type = 'ScalingLimited';
  const former = formerConditions.find((condition) => condition.type === type);
  const lastTransitionTime = former?.status === 'True' ? former.lastTransitionTime : decision.at;
  const condition = {
    type,
    status: 'True',
    reason: 'Guarded',
    message,
    lastTransitionTime,
  } as const;
  const { conditions } = decision;
  return conditions.map((other) => (other.type === type ? condition : other));
}

function retrace(trace: readonly TraceStep[], { before, after, to }: Amendment): TraceStep[] {
  const start = trace.findIndex(({ step }) => step === 'scale') + 1;
  const steps = [...trace.slice(0, start), ...before.map(stepOf), ...trace.slice(start)];
  const end = steps.findLastIndex(({ step }) => step === 'result');
  const result = steps[end];
  if (result?.step !== 'result') return steps;
  const rest = steps.slice(end + 1);
  return [...steps.slice(0, end), ...after.map(stepOf), { ...result, to }, ...rest];
}

function stepOf({ guard, metric, message }: Note): GuardStep {
  return { step: 'guard', guard, metric, message };
}
