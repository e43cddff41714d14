interface Waiting<Outcome> {
  work: () => Promise<Outcome>;
  readonly outcome: Promise<Outcome>;
}

/**
 * Runs work one at a time per key. Work for different keys runs side by side.
 *
 * While one run is under way, at most one more waits behind it. Whoever asks meanwhile shares that
 * waiting run, which begins after they asked and so sees what they saw; it does the work of the last
 * one who asked, whose deadline is the latest. A burst of a hundred alerts about one workload costs
 * two looks, not a hundred.
 *
 * ```
 * ask ─► running ────────────► done
 *   ask ─► waiting ─ ─ ─ ─ ─ ─► running ─► done
 *     ask ─┘ (shares it)
 * ```
 */
export class OneAtATime<Outcome> {
  readonly #running = new Map<string, Promise<Outcome>>();
  readonly #waiting = new Map<string, Waiting<Outcome>>();

  /**
   * @param key what must not run twice at once
   * @param work begins now, or once the run under way for the key has ended, however it ended
   */
  run(key: string, work: () => Promise<Outcome>): Promise<Outcome> {
    // Looked at first: between the end of a run and the begin of the waiting one, whoever awaited
    // the former may ask again, and must not overtake.
    const shared = this.#waiting.get(key);
    if (shared !== undefined) {
      shared.work = work;
      return shared.outcome;
    }
    const running = this.#running.get(key);
    if (running === undefined) return this.#start(key, work);

    const begin = (): Promise<Outcome> => {
      this.#waiting.delete(key);
      return this.#start(key, waiting.work);
    };
    const waiting: Waiting<Outcome> = { work, outcome: running.then(begin, begin) };
    this.#waiting.set(key, waiting);
    return waiting.outcome;
  }

  #start(key: string, work: () => Promise<Outcome>): Promise<Outcome> {
    const run = work();
    this.#running.set(key, run);
    const end = (): void => {
      if (this.#running.get(key) === run) this.#running.delete(key);
    };
    run.then(end, end);
    return run;
  }
}
