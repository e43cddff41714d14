import { type GuardedPolicy, GuardOptionsError } from '../guards/index.ts';
import { QuantityError } from '../quantity/index.ts';
import type { DecisionRecord } from './decision-record.ts';
import { compileRecordedPolicy, type PolicyRecord } from './policy-record.ts';
import { readRecord } from './read-record.ts';
import { type RecordProblem, recordProblem } from './record-problem.ts';

/** What a line of a decision log holds. */
export type RecordedLine =
  | {
      readonly kind: 'decision';
      readonly record: DecisionRecord;
      /** The policy that ruled it. */
      readonly policy: GuardedPolicy;
    }
  | { readonly kind: 'policy'; readonly record: PolicyRecord }
  /** White space alone. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly problem: RecordProblem };

/**
 * Reads a decision log line by line, in its order, and finds for each look the policy that ruled it
 * among the lines before. Begin each file with a new reader: every file is complete in itself.
 */
export class RecordReader {
  readonly #policies = new Map<string, GuardedPolicy>();

  read(line: string): RecordedLine {
    if (line.trim() === '') return { kind: 'empty' };
    const reading = readRecord(line);
    if (!reading.ok) return { kind: 'problem', problem: reading.problem };
    const { record } = reading;
    if (record.record === 'policy') return this.#learn(record);
    const policy = this.#policies.get(record.policyHash);
    if (policy !== undefined) return { kind: 'decision', record, policy };
    const message = 'no line above it holds the policy of this hash';
    const remedy = 'read the file from its first line on: the policy stands before its first look';
    return {
      kind: 'problem',
      problem: recordProblem('policyHash', record.policyHash, message, remedy),
    };
  }

  #learn(record: PolicyRecord): RecordedLine {
    try {
      this.#policies.set(record.policyHash, compileRecordedPolicy(record));
      return { kind: 'policy', record };
    } catch (error) {
      if (!(error instanceof GuardOptionsError || error instanceof QuantityError)) throw error;
      const remedy = 'take the line as it was written: an edited one cannot be decided again';
      return {
        kind: 'problem',
        problem: recordProblem('guards', undefined, error.message, remedy),
      };
    }
  }
}
