import type { CallOptions, Result } from './call.ts';
import type { PolicyMemory } from './policy-memory.ts';

/** What a store found under a key. */
export type StoredMemory =
  | {
      readonly readable: true;
      readonly memory: PolicyMemory;
      /** Names this writing of it, for {@link MemoryStore.save}. */
      readonly revision: string;
    }
  | {
      /** Something is there that is no memory of ours; saving replaces it. */
      readonly readable: false;
      readonly problem: string;
      readonly revision: string;
    };

/**
 * Keeps what policies remember between looks, one {@link PolicyMemory} per policy key, with optimistic
 * locking: of two writers that loaded the same revision, one gets `conflict` and decides again.
 *
 * ```
 * load('kong/command') ──► { memory, revision: '7' }
 *                                  │ decide
 * save(…, memory, '7') ◄───────────┘ ──► ok '8'   or   conflict, when another replica saved '8'
 * ```
 */
export interface MemoryStore {
  /** @returns null when nothing was ever saved under the key */
  load(key: string, options: CallOptions): Promise<Result<StoredMemory | null>>;

  /**
   * @param expected the revision that was loaded, or null when nothing may be there yet
   * @returns the new revision; `conflict` when the stored revision is another one
   */
  save(
    key: string,
    memory: PolicyMemory,
    expected: string | null,
    options: CallOptions,
  ): Promise<Result<string>>;
}
