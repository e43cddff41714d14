import type { Terminal } from '../../../packages/webhook/src/cli/terminal.ts';

/** A terminal that keeps what is written to it, and can ask for the end. */
export class CollectedTerminal implements Terminal {
  readonly #controller = new AbortController();
  readonly stop: AbortSignal = this.#controller.signal;
  printed = '';
  complaints = '';

  readonly out: Terminal['out'] = {
    write: (text) => {
      this.printed += text;
    },
  };
  readonly err: Terminal['err'] = {
    write: (text) => {
      this.complaints += text;
    },
  };

  end(): void {
    this.#controller.abort();
  }

  /** The lines of the log that say this. */
  logged(event: string): readonly Readonly<Record<string, unknown>>[] {
    return this.printed
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
      .filter((line) => line['event'] === event);
  }
}
