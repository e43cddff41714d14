import type { Difference } from './difference.ts';
import { recordedLines } from './recording.ts';
import type { Suite } from './suite.ts';

/** A case that did not pass, or a file that could not be run. */
export interface Failure {
  readonly file: string;
  /** Counted from 1; absent when the file as a whole failed. */
  readonly line?: number;
  /** The case's own name, where its recording gives it one. */
  readonly id?: string;
  /** Why the case could not be answered at all. */
  readonly problem?: string;
  readonly differences: readonly Difference[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs every case of `file`. A line that cannot be read, a case that throws, and a file without a
 * case are failures like a wrong answer; nothing is skipped.
 */
export async function examine(
  suite: Suite,
  file: string,
  onFailure: (failure: Failure) => void,
): Promise<Count> {
  const judge = suite.open();
  let passed = 0;
  let failed = 0;
  const fail = (failure: Omit<Failure, 'file'>) => {
    failed++;
    onFailure({ file, ...failure });
  };
  let line = 0;
  try {
    for (const text of recordedLines(file)) {
      line++;
      let recorded: unknown;
      try {
        recorded = JSON.parse(text);
        const verdict = await judge(recorded);
        if (verdict === 'table') continue;
        if (verdict.length === 0) passed++;
        else fail({ line, ...named(recorded), differences: verdict });
      } catch (error) {
        fail({ line, ...named(recorded), problem: String(error), differences: [] });
      }
    }
    if (passed + failed === 0) fail({ problem: 'holds no case', differences: [] });
  } catch (error) {
    fail({ problem: `cannot be read: ${String(error)}`, differences: [] });
  }
  return { passed, failed };
}

function named(recorded: unknown): { readonly id?: string } {
  if (typeof recorded !== 'object' || recorded === null || !('id' in recorded)) return {};
  return { id: String(recorded.id) };
}
