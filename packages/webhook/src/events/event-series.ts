import type { ClusterEvent } from '../ports/index.ts';

/** How long a repetition still counts as one: the series window of Kubernetes' own recorder. */
const seriesWindowMs = 6 * 60_000;

/**
 * Finds out which earlier event an event repeats, so that a condition that lasts for hours is one
 * event with a count and not a flood. An event repeats another when subject, type, reason and
 * message are the same and the last of them was seen within the window.
 *
 * It holds one entry for each event that is still open, and forgets the closed ones as it goes.
 */
export class EventSeries<Entry> {
  /** In the order in which they were last seen. */
  readonly #open = new Map<string, { readonly entry: Entry; readonly seenAt: number }>();
  readonly #windowMs: number;

  constructor(windowMs: number = seriesWindowMs) {
    this.#windowMs = windowMs;
  }

  /** The entry that was last noted for such an event, while it is open; null otherwise. */
  find(event: ClusterEvent): Entry | null {
    this.#close(event.at);
    const found = this.#open.get(keyOf(event));
    return found !== undefined && this.#isOpen(found.seenAt, event.at) ? found.entry : null;
  }

  /** Notes the entry for this event and the ones that repeat it. */
  note(event: ClusterEvent, entry: Entry): void {
    const key = keyOf(event);
    this.#open.delete(key);
    this.#open.set(key, { entry, seenAt: event.at });
  }

  /** Lets the next such event begin afresh. */
  forget(event: ClusterEvent): void {
    this.#open.delete(keyOf(event));
  }

  #close(now: number): void {
    for (const [key, { seenAt }] of this.#open) {
      if (this.#isOpen(seenAt, now)) break;
      this.#open.delete(key);
    }
  }

  #isOpen(seenAt: number, now: number): boolean {
    return now - seenAt <= this.#windowMs;
  }
}

function keyOf({ subject, type, reason, message }: ClusterEvent): string {
  const { apiVersion, kind, namespace, name, uid } = subject;
  return JSON.stringify([apiVersion, kind, namespace, name, uid ?? '', type, reason, message]);
}
