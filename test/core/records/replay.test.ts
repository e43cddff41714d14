import {
  decideGuarded,
  type GuardedMemory,
  type GuardedObservation,
  type GuardedPolicy,
  guardPolicy,
  RecordWriter,
  type RescaleOutcome,
  recordedDecision,
  recordedObservation,
  replayRecord,
  settleGuarded,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LoggedLook, readRecords } from '../../support/read-records.ts';
import { guarded, remembered } from '../guards/world.ts';
import { options, story } from '../guards/worlds.ts';
import { runs } from '../hpa/support/arbitraries.ts';

/** How the write of each look goes; null leaves the decision unsettled, as a watcher does. */
const outcomes = fc.infiniteStream(
  fc.constantFrom<(at: number) => RescaleOutcome | null>(
    (at) => ({ ok: true, at: at + 20 }),
    (at) => ({ ok: false, at: at + 30, error: { reason: 'conflict', message: 'it moved' } }),
    () => null,
  ),
);

interface Played {
  readonly text: string;
  readonly memories: readonly GuardedMemory[];
}

/** Plays looks as a controller does and writes each of them down. */
function play(
  policy: GuardedPolicy,
  looks: readonly GuardedObservation[],
  next: Iterator<(at: number) => RescaleOutcome | null>,
  memory: GuardedMemory,
): Played {
  const writer = new RecordWriter('1.2.3');
  const memories: GuardedMemory[] = [];
  let text = '';
  let before = memory;
  for (const [index, look] of looks.entries()) {
    const decided = decideGuarded(look, before, { policy });
    const outcome = decided.rescale === null ? null : next.next().value(look.at);
    const decision = outcome === null ? decided : settleGuarded(decided, outcome, { policy });
    text += writer.write(
      {
        id: String(index),
        cause: 'sync',
        at: look.at,
        observation: recordedObservation(look),
        memory: before,
        decision: recordedDecision(decision),
        write: { outcome: 'none', replicas: null, problem: null },
      },
      policy,
    );
    before = decision.memory;
    memories.push(before);
  }
  return { text, memories };
}

function expectReplay({ text, memories }: Played): void {
  const looks = readRecords(text);
  expect(looks).toHaveLength(memories.length);
  for (const [index, { record, policy }] of looks.entries()) {
    const { decision, differences } = replayRecord(record, policy);
    expect(differences).toEqual([]);
    expect(decision.memory).toEqual(memories[index]);
  }
}

describe('any record, read back from its text, replays to the same decision and the same memory', () => {
  test('of policies of every kind, window and version', () => {
    const worlds = fc.tuple(runs, fc.boolean(), outcomes);
    fc.assert(
      fc.property(worlds, ([{ policy, looks }, isGuarded, next]) => {
        const compatibility = isGuarded ? 'flyball' : 'kubernetes';
        const of = guardPolicy(policy, { compatibility });
        expectReplay(play(of, looks, next[Symbol.iterator](), remembered()));
      }),
      { numRuns: 150 },
    );
  });

  test('of guards in every combination, with evidence and readings that are none', () => {
    fc.assert(
      fc.property(story, options, outcomes, ({ metrics, looks }, guards, next) => {
        const policy = guarded(guards, metrics);
        expectReplay(play(policy, looks, next[Symbol.iterator](), remembered()));
      }),
      { numRuns: 300 },
    );
  });
});

describe('what does not replay is told', () => {
  const [look] = fc.sample(story, { numRuns: 1, seed: 1 }).flatMap(({ looks }) => looks);
  if (look === undefined) throw new Error('the story has no look');
  const seen = { ...look, readings: [{ value: 100_000 }] };
  const outcome: () => RescaleOutcome = () => ({ ok: true, at: seen.at + 20 });
  const { text } = play(guarded(), [seen], [outcome].values(), remembered());
  const [{ record, policy }] = readRecords(text) as [LoggedLook];

  test('another size, another reading, another memory: with its place and both values', () => {
    const { desiredReplicas } = record.decision;
    const changed = { ...record, decision: { ...record.decision, desiredReplicas: 99 } };
    expect(replayRecord(changed, policy).differences).toEqual([
      { field: 'desiredReplicas', recorded: 99, replayed: desiredReplicas },
    ]);
    const other = { ...record.observation, readings: [{ value: 1 }] };
    expect(replayRecord({ ...record, observation: other }, policy).differences).not.toEqual([]);
  });

  test('another policy', () => {
    const kept = guarded({ largestStep: { up: 1 } });
    expect(replayRecord(record, kept).differences).not.toEqual([]);
  });
});
