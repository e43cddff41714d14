import type { GuardedPolicy } from '../guards/index.ts';
import { type DecisionRecord, type RecordedLook, recordVersion } from './decision-record.ts';
import { hashPolicy, type PolicyRecord, recordedPolicy } from './policy-record.ts';
import { writeNumber } from './shape/index.ts';

/** The state of each compiled policy: it is immutable, and written again in every file. */
const known = new WeakMap<GuardedPolicy, Omit<PolicyRecord, 'flyball'>>();

/**
 * Writes looks as the lines of one file (NDJSON). Before the first look that a state of a policy
 * ruled it writes that state, so that the file alone is enough to decide all of them again: begin a
 * new file with a new writer.
 */
export class RecordWriter {
  readonly #flyball: string;
  readonly #written = new Set<string>();

  /** @param flyball the version of the program that decides */
  constructor(flyball: string) {
    this.#flyball = flyball;
  }

  /** The lines for a look: its own, after that of the policy where it is new. Each ends with a newline. */
  write(look: RecordedLook, policy: GuardedPolicy): string {
    const state = stateOf(policy);
    const { policyHash } = state;
    const record: DecisionRecord = {
      record: 'decision',
      version: recordVersion,
      flyball: this.#flyball,
      id: look.id,
      policy: state.policy,
      policyHash,
      cause: look.cause,
      at: look.at,
      observation: look.observation,
      memory: look.memory,
      decision: look.decision,
      write: look.write,
    };
    if (this.#written.has(policyHash)) return lineOf(record);
    this.#written.add(policyHash);
    return lineOf({ ...state, flyball: this.#flyball }) + lineOf(record);
  }
}

function stateOf(policy: GuardedPolicy): Omit<PolicyRecord, 'flyball'> {
  const state = known.get(policy);
  if (state !== undefined) return state;
  const recorded = recordedPolicy(policy);
  const made = {
    record: 'policy',
    version: recordVersion,
    policy: `${policy.namespace}/${policy.name}`,
    policyHash: hashPolicy(recorded),
    ...recorded,
  } as const;
  known.set(policy, made);
  return made;
}

function lineOf(record: DecisionRecord | PolicyRecord): string {
  return `${JSON.stringify(record, (_, value: unknown) =>
    typeof value === 'number' ? writeNumber(value) : value,
  )}\n`;
}
