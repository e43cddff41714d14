import type { ClusterEvent, EventSink } from '@flyball/webhook';

/** Tells a story on a terminal, each line with the seconds since it began. */
export class Narrator {
  readonly #begin = performance.now();
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** A line without a time. */
  say(text = ''): void {
    this.#write(`${text}\n`);
  }

  /** Something that happened just now. */
  tell(text: string): void {
    const seconds = Math.round((performance.now() - this.#begin) / 1000);
    this.#write(`${`${seconds}s`.padStart(5)}  ${text}\n`);
  }

  /** An event sink that also tells of every event, in the columns of `kubectl get events`. */
  follow(sink: EventSink): EventSink {
    return {
      emit: (event, options) => {
        this.tell(describe(event));
        return sink.emit(event, options);
      },
    };
  }
}

function describe({ type, reason, subject, message }: ClusterEvent): string {
  const object = `${subject.kind.toLowerCase()}/${subject.name}`;
  return `${type.padEnd(7)}  ${reason}  ${object}  ${message}`;
}
