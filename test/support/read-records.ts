import { type DecisionRecord, type GuardedPolicy, RecordReader } from '@flyball/core';

export interface LoggedLook {
  readonly record: DecisionRecord;
  readonly policy: GuardedPolicy;
}

/** The looks of a decision log of which every line must be readable. */
export function readRecords(text: string): readonly LoggedLook[] {
  const reader = new RecordReader();
  return text.split('\n').flatMap((line) => {
    const found = reader.read(line);
    if (found.kind === 'problem') throw new Error(JSON.stringify(found.problem));
    return found.kind === 'decision' ? [found] : [];
  });
}
