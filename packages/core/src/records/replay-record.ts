import { fieldText } from '../decoding/index.ts';
import {
  decideGuarded,
  type GuardedMemory,
  type GuardedPolicy,
  settleGuarded,
} from '../guards/index.ts';
import type { Decision } from '../hpa/index.ts';
import { type DecisionRecord, recordedDecision } from './decision-record.ts';

/** A recorded decision, made again. */
export interface Replay {
  /** With the memory after it and every step that led to it. */
  readonly decision: Decision<GuardedMemory>;
  /** Where it differs from what was recorded; none when it replays. */
  readonly differences: readonly ReplayDifference[];
}

export interface ReplayDifference {
  /** Where in `decision`: `desiredReplicas`, `events[0].message`. */
  readonly field: string;
  /** Undefined where there is nothing. */
  readonly recorded: unknown;
  readonly replayed: unknown;
}

/**
 * Decides again from what was seen and remembered, completes it with the recorded outcome of the
 * write, and compares all of it with what was decided then.
 *
 * @param policy the one that ruled the record; `RecordReader` finds it
 */
export function replayRecord(
  record: Pick<DecisionRecord, 'at' | 'observation' | 'memory' | 'decision'>,
  policy: GuardedPolicy,
): Replay {
  const observation = { at: record.at, ...record.observation };
  const options = { policy, trace: true };
  const decided = decideGuarded(observation, record.memory, options);
  const { outcome } = record.decision;
  const decision =
    outcome === null || decided.rescale === null
      ? decided
      : settleGuarded(decided, outcome, options);
  const differences: ReplayDifference[] = [];
  compare([], record.decision, recordedDecision(decision), differences);
  return { decision, differences };
}

function compare(
  path: readonly (string | number)[],
  recorded: unknown,
  replayed: unknown,
  differences: ReplayDifference[],
): void {
  if (Object.is(recorded, replayed)) return;
  if (!isObject(recorded) || !isObject(replayed)) {
    differences.push({ field: fieldText(path), recorded, replayed });
    return;
  }
  const isList = Array.isArray(recorded);
  for (const name of new Set([...Object.keys(recorded), ...Object.keys(replayed)])) {
    const step = isList ? Number(name) : name;
    compare([...path, step], recorded[name], replayed[name], differences);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
