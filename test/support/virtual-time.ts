import type { Timer } from '@flyball/webhook';
import { ManualClock } from './manual-clock.ts';

/** A clock whose timers go off as it is told to move, each with all that follows from it. */
export class VirtualTime extends ManualClock implements Timer {
  readonly #timers = new Set<{ readonly at: number; readonly work: () => void }>();

  after(milliseconds: number, work: () => void): () => void {
    const timer = { at: this.now() + Math.max(0, milliseconds), work };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets so many milliseconds pass. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now() + milliseconds;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].sort((one, other) => one.at - other.at);
      if (next === undefined || next.at > end) break;
      this.#timers.delete(next);
      this.advance(Math.max(0, next.at - this.now()));
      next.work();
      await settled();
    }
    this.advance(end - this.now());
  }
}

/** Once all that needs no timer has come to its end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
}
