import {
  type Decision,
  type RecordedLook,
  type RecordedWrite,
  recordedDecision,
  recordedObservation,
} from '@flyball/core';
import type { Failure } from '../ports/index.ts';
import type { LookRequest } from './look.ts';
import type { Course, Plan } from './modes/index.ts';
import { sourceError } from './source-error.ts';

/** A look as the decision log takes it down. */
export function recordedLook(look: {
  readonly request: LookRequest;
  readonly course: Pick<Course, 'observation' | 'memory'>;
  readonly plan: Pick<Plan, 'withheld'>;
  readonly decision: Decision<unknown>;
  /** Why what was decided was not written, or not kept. */
  readonly problem: Failure | null;
}): RecordedLook {
  const { request, course, decision } = look;
  return {
    ...request,
    at: course.observation.at,
    observation: recordedObservation(course.observation),
    memory: course.memory,
    decision: recordedDecision(decision),
    write: writeOf(look),
  };
}

function writeOf({
  decision: { rescale, outcome },
  plan: { withheld },
  problem: failure,
}: Parameters<typeof recordedLook>[0]): RecordedWrite {
  const problem = failure === null ? null : sourceError(failure);
  if (rescale === null) return { outcome: 'none', replicas: null, problem };
  const replicas = rescale.to;
  if (withheld !== null) {
    const { code: reason, text: message } = withheld;
    return { outcome: 'withheld', replicas, problem: { reason, message } };
  }
  return { outcome: outcome?.ok === true ? 'ok' : 'failed', replicas, problem };
}
