import { Fnv64, utf8Bytes } from '../go/index.ts';
import { type GuardedPolicy, type GuardOptions, guardPolicy } from '../guards/index.ts';
import { type ControllerOptions, compilePolicy } from '../hpa/index.ts';
import type { HorizontalPodAutoscaler } from '../hpa/manifest/index.ts';
import type { recordVersion } from './decision-record.ts';
import { recordedGuards } from './recorded-guards.ts';

/** A state of a policy: the records below it that bear its hash were decided by it. Plain JSON. */
export interface PolicyRecord {
  readonly record: 'policy';
  readonly version: typeof recordVersion;
  readonly flyball: string;
  /** `namespace/name`. */
  readonly policy: string;
  /** FNV-1a of 64 bits over the JSON of manifest, controller and guards, in hexadecimal. */
  readonly policyHash: string;
  readonly manifest: HorizontalPodAutoscaler;
  readonly controller: Required<ControllerOptions>;
  readonly guards: GuardOptions;
}

/** The part of a {@link PolicyRecord} that rules decisions. */
export type RecordedPolicy = Pick<PolicyRecord, 'manifest' | 'controller' | 'guards'>;

/** What is recorded of a policy. */
export function recordedPolicy(policy: GuardedPolicy): RecordedPolicy {
  const { manifest, options, guards } = policy;
  return { manifest, controller: options, guards: recordedGuards(guards) };
}

/** The same part as JSON has it: names of members in the order in which they were written. */
type PolicyJson = Readonly<Record<keyof RecordedPolicy, unknown>>;

/** Names a state of a policy: the same for the same rules, whoever recorded them. */
export function hashPolicy({ manifest, controller, guards }: PolicyJson): string {
  const hash = new Fnv64();
  for (const character of JSON.stringify([manifest, controller, guards])) {
    hash.add(utf8Bytes(character.codePointAt(0) ?? 0));
  }
  return hash.hex();
}

/**
 * The policy that was recorded, ready to decide again.
 *
 * @throws {QuantityError} when a target or a tolerance is no quantity, {GuardOptionsError} when the
 *   guards cannot be meant
 */
export function compileRecordedPolicy(recorded: RecordedPolicy): GuardedPolicy {
  return guardPolicy(compilePolicy(recorded.manifest, recorded.controller), recorded.guards);
}
