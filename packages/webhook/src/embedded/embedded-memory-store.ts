import { readMemory, writeMemory } from '../memory/index.ts';
import { failure, type MemoryStore, success } from '../ports/index.ts';
import { answer, type Faults } from './faults.ts';

/** Memory that lasts as long as the process. It keeps text, so that nothing is shared by reference. */
export class EmbeddedMemoryStore implements MemoryStore {
  readonly #faults: Faults;
  readonly #nextRevision: () => string;
  readonly #entries = new Map<string, { readonly text: string; readonly revision: string }>();

  constructor(faults: Faults, nextRevision: () => string) {
    this.#faults = faults;
    this.#nextRevision = nextRevision;
  }

  load: MemoryStore['load'] = (key, { signal }) =>
    answer({ operation: 'loadMemory', subject: key }, signal, this.#faults, () => {
      const entry = this.#entries.get(key);
      return success(
        entry === undefined ? null : { ...readMemory(entry.text), revision: entry.revision },
      );
    });

  save: MemoryStore['save'] = (key, memory, expected, { signal }) =>
    answer({ operation: 'saveMemory', subject: key }, signal, this.#faults, () => {
      const written = writeMemory(memory);
      if (!written.ok) return written;
      const stored = this.#entries.get(key)?.revision ?? null;
      if (stored !== expected) {
        return failure('conflict', `the memory of ${key} was saved by somebody else`);
      }
      return success(this.plant(key, written.value));
    });

  /** Puts any text there, as somebody with `kubectl edit` could. Returns its revision. */
  plant(key: string, text: string): string {
    const revision = this.#nextRevision();
    this.#entries.set(key, { text, revision });
    return revision;
  }

  /** The text that is stored; null when there is none. */
  text(key: string): string | null {
    return this.#entries.get(key)?.text ?? null;
  }

  /** Loses it. */
  remove(key: string): void {
    this.#entries.delete(key);
  }
}
