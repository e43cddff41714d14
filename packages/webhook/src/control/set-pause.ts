import { emptyMemory } from '@flyball/core';
import {
  type CallOptions,
  failure,
  type MemoryStore,
  type PauseRequest,
  type PolicyMemory,
  type Result,
} from '../ports/index.ts';

/** How often it begins again when a look saved its memory in between. */
const maximumAttempts = 10;

/**
 * Pauses or resumes a policy: beside its memory, so that a restarted webhook and other replicas
 * know of it. Looks that are under way are overtaken by it, or end first.
 *
 * @param pause null to resume
 * @returns the revision of the memory
 */
export async function setPause(
  key: string,
  pause: PauseRequest | null,
  store: MemoryStore,
  options: CallOptions,
): Promise<Result<string>> {
  for (let attempt = 1; ; attempt++) {
    const stored = await store.load(key, options);
    if (!stored.ok) return stored;
    // One that cannot be read counts as none, as it does for a look.
    const before = stored.value?.readable === true ? stored.value.memory : emptyMemory;
    const revision = stored.value?.revision ?? null;
    const saved = await store.save(key, withPause(before, pause), revision, options);
    if (saved.ok || saved.reason !== 'conflict') return saved;
    if (attempt === maximumAttempts) {
      return failure('conflict', `the memory of ${key} changed ${attempt} times meanwhile`);
    }
  }
}

function withPause(memory: PolicyMemory, pause: PauseRequest | null): PolicyMemory {
  const { standing = {}, ...rest } = memory;
  const { pause: _, ...others } = standing;
  const next = pause === null ? others : { ...others, pause };
  return Object.keys(next).length === 0 ? rest : { ...rest, standing: next };
}
