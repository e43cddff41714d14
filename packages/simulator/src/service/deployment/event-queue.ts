/** Things to be done, by time; those of one instant in the order in which they were set. */
export class EventQueue {
  readonly #timers: { readonly time: number; readonly act: () => void }[] = [];
  #now = 0;

  /** The instant that has been reached. */
  get now(): number {
    return this.#now;
  }

  /** The next instant; `Infinity` when nothing is to be done. */
  get nextTime(): number {
    return this.#timers[0]?.time ?? Infinity;
  }

  /** Moves on to an instant at which something happens from outside. */
  reach(now: number): void {
    this.#now = now;
  }

  /** Does something at an instant, at once in turn when it has passed. */
  set(time: number, act: () => void): void {
    const at = Math.max(time, this.#now);
    let place = this.#timers.length;
    while (place > 0 && (this.#timers[place - 1]?.time ?? 0) > at) place -= 1;
    this.#timers.splice(place, 0, { time: at, act });
  }

  /** Moves on to what is next and does it; there must be something. */
  step(): void {
    const timer = this.#timers.shift();
    if (timer === undefined) return;
    this.#now = timer.time;
    timer.act();
  }
}
