import path from 'node:path';
import {
  formatRecordProblem,
  type GuardedPolicy,
  type RecordedLook,
  RecordReader,
} from '@flyball/core';
import { type CommandIo, UsageError } from './io.ts';

/** A look with the policy that ruled it. */
export interface Look {
  readonly look: RecordedLook;
  /** `namespace/name`. */
  readonly policyName: string;
  readonly policy: GuardedPolicy;
}

const logName = /\.(ndjson|jsonl)$/i;

/** The files of a decision log, oldest first; none when what was given is no log and holds none. */
export function logFiles(io: CommandIo, given: string): readonly string[] {
  if (logName.test(given)) return [given];
  return io
    .list(given)
    .filter((name) => logName.test(name))
    .toSorted()
    .map((name) => path.join(given, name));
}

/**
 * The looks of the files of a decision log. A line that cannot be used is passed over, and told.
 *
 * @param onProblem told of it, with file, line and remedy
 * @throws UsageError when a file cannot be read
 */
export function* readLog(
  io: CommandIo,
  files: readonly string[],
  onProblem: (text: string) => void,
): Generator<Look> {
  for (const file of files) {
    const reader = new RecordReader();
    for (const [index, line] of textOf(io, file).split('\n').entries()) {
      const found = reader.read(line);
      if (found.kind === 'decision') {
        const { record, policy } = found;
        yield { look: record, policyName: record.policy, policy };
      } else if (found.kind === 'problem') {
        onProblem(`${file}:${index + 1} ${formatRecordProblem(found.problem)}`);
      }
    }
  }
}

function textOf(io: CommandIo, file: string): string {
  try {
    return io.read(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read: ${reason}`);
  }
}
