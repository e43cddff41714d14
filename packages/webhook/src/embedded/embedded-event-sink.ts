import { cutNote, EventSeries } from '../events/index.ts';
import { type ClusterEvent, type EventSink, success } from '../ports/index.ts';
import { answer, type Faults } from './faults.ts';

/** As long as an API server keeps an event that is not seen again: an hour. */
const keptMs = 3_600_000;

/** An event as it stands in the cluster; `at` is when it was last seen. */
export interface EmbeddedEvent extends ClusterEvent {
  readonly firstAt: number;
  /** How often it was seen. */
  readonly count: number;
}

/** The embedded cluster's events, as `events.k8s.io/v1` keeps them: a repetition is counted. */
export class EmbeddedEvents implements EventSink {
  readonly #faults: Faults;
  readonly #series = new EventSeries<number>();
  /** By number, in the order in which they were last seen. */
  readonly #events = new Map<number, EmbeddedEvent>();
  #made = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  emit: EventSink['emit'] = (event, { signal }) => {
    const { namespace, name } = event.subject;
    const call = { operation: 'emit', subject: `events ${namespace}/${name}` } as const;
    return answer(call, signal, this.#faults, () => {
      this.#keep({ ...event, message: cutNote(event.message) });
      return success(undefined);
    });
  };

  /** All events that are still kept, those of one namespace when it is given; last seen, last. */
  list(namespace?: string): readonly EmbeddedEvent[] {
    const events = [...this.#events.values()];
    return namespace === undefined
      ? events
      : events.filter(({ subject }) => subject.namespace === namespace);
  }

  #keep(event: ClusterEvent): void {
    for (const [id, { at }] of this.#events) {
      if (event.at - at <= keptMs) break;
      this.#events.delete(id);
    }
    const id = this.#series.find(event) ?? ++this.#made;
    const before = this.#events.get(id);
    this.#series.note(event, id);
    this.#events.delete(id);
    this.#events.set(id, {
      ...event,
      firstAt: before?.firstAt ?? event.at,
      count: (before?.count ?? 0) + 1,
    });
  }
}
