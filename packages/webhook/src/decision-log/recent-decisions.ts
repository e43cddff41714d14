import { type GuardedPolicy, type RecordedLook, RecordWriter } from '@flyball/core';
import type { DecisionLog } from '../ports/index.ts';

export interface RecentDecisionsOptions {
  /** The version of the program. */
  readonly flyball: string;
  /**
   * About how many characters are kept.
   * @defaultValue 4 Mi
   */
  readonly maximumLength?: number;
}

/** Looks of about the same time. */
interface Segment {
  readonly writer: RecordWriter;
  readonly looks: { readonly policy: string; readonly text: string }[];
  length: number;
}

/**
 * The latest decisions, in memory: for runtimes without a disk, and for whoever asks a running
 * webhook. Kept in two segments, each complete in itself; when the newer one is full the older one
 * goes. A look that alone is longer than a segment is kept until the next one comes.
 */
export class RecentDecisions implements DecisionLog {
  readonly #flyball: string;
  readonly #segmentLength: number;
  #older: Segment | null = null;
  #newer: Segment;

  constructor({ flyball, maximumLength = 4 * 1024 * 1024 }: RecentDecisionsOptions) {
    this.#flyball = flyball;
    this.#segmentLength = maximumLength / 2;
    this.#newer = this.#begin();
  }

  write(look: RecordedLook, policy: GuardedPolicy): void {
    if (this.#newer.length >= this.#segmentLength) {
      this.#older = this.#newer;
      this.#newer = this.#begin();
    }
    const text = this.#newer.writer.write(look, policy);
    this.#newer.looks.push({ policy: `${policy.namespace}/${policy.name}`, text });
    this.#newer.length += text.length;
  }

  /**
   * The decisions that are kept, oldest first, as NDJSON that is complete in itself.
   * @param policy only those about this one, `namespace/name`
   */
  text(policy?: string): string {
    return [this.#older, this.#newer]
      .flatMap((segment) => segment?.looks ?? [])
      .filter((look) => policy === undefined || look.policy === policy)
      .map(({ text }) => text)
      .join('');
  }

  #begin(): Segment {
    return { writer: new RecordWriter(this.#flyball), looks: [], length: 0 };
  }
}
