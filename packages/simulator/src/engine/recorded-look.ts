import {
  type Decision,
  type RecordedLook,
  recordedDecision,
  recordedObservation,
} from '@flyball/core';
import type { DecidedFrom } from './autoscalers/autoscaler.ts';

/** A look of a run as a decision log takes it down; whatever is to be written is written. */
export function recordedLook(
  id: string,
  decision: Decision,
  { observation, memory, cause }: DecidedFrom,
): RecordedLook {
  const { rescale } = decision;
  return {
    id,
    cause,
    at: observation.at,
    observation: recordedObservation(observation),
    memory,
    decision: recordedDecision(decision),
    write:
      rescale === null
        ? { outcome: 'none', replicas: null, problem: null }
        : { outcome: 'ok', replicas: rescale.to, problem: null },
  };
}
