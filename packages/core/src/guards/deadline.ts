import type { DeadlineCause, Decision, Observation, Policy } from '../hpa/index.ts';

/** When time alone first gives another answer, and why. */
export interface Deadline {
  readonly at: number;
  readonly cause: DeadlineCause;
}

export function deadlineOf({ nextDeadline, deadlineCause }: Decision<unknown>): Deadline | null {
  return nextDeadline === null || deadlineCause === null
    ? null
    : { at: nextDeadline, cause: deadlineCause };
}

/** The earlier of a decision's deadline and that of the guards, which is infinite if there is none. */
export function earlier(own: Deadline | null, ofGuards: number): Deadline | null {
  if (ofGuards === Number.POSITIVE_INFINITY || (own !== null && own.at <= ofGuards)) return own;
  return { at: ofGuards, cause: 'guard' };
}

/**
 * While a guard holds a size, time alone changes what the metrics ask for only at the end of a
 * pod's initialization: windows and policies can no longer turn a move around.
 */
export function firstInitialization(
  { at, pods }: Observation,
  { options }: Policy,
): Deadline | null {
  let first = Number.POSITIVE_INFINITY;
  for (const { startTime } of pods) {
    if (startTime === undefined) continue;
    const initialized = startTime + options.cpuInitializationPeriod;
    if (initialized > at) first = Math.min(first, initialized);
  }
  return first === Number.POSITIVE_INFINITY ? null : { at: first, cause: 'initialization' };
}

/** The decision with another deadline, in its trace too. */
export function withDeadline<M>(decision: Decision<M>, deadline: Deadline | null): Decision<M> {
  const { trace } = decision;
  const set = {
    ...decision,
    nextDeadline: deadline?.at ?? null,
    deadlineCause: deadline?.cause ?? null,
  };
  if (trace === undefined) return set;
  const steps = trace.filter(({ step }) => step !== 'deadline');
  return {
    ...set,
    trace: deadline === null ? steps : [...steps, { step: 'deadline', ...deadline }],
  };
}
