import type { CommandIo } from './io.ts';

/** Tells how far long work has come, on one line that is written over; nothing without a terminal. */
export class Progress {
  readonly #io: CommandIo;
  #last = '';

  constructor(io: CommandIo) {
    this.#io = io;
  }

  /** Shows a state in place of the last. */
  show(text: string): void {
    if (!this.#io.interactive || text === this.#last) return;
    this.#io.tell(`\r${text.padEnd(this.#last.length)}`);
    this.#last = text;
  }

  /** Takes the line away. */
  done(): void {
    if (this.#last !== '') this.#io.tell(`\r${' '.repeat(this.#last.length)}\r`);
    this.#last = '';
  }
}
