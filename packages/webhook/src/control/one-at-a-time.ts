/** How urgent a run is: an `urgent` one begins before every `patient` one that waits. */
export type Urgency = 'urgent' | 'patient';

interface Waiting<Outcome> {
  work: () => Promise<Outcome>;
  urgency: Urgency;
  readonly outcome: Promise<Outcome>;
  readonly begin: () => void;
}

/**
 * Runs work one at a time per key. Work for different keys runs side by side, so many at once at
 * most; the urgent ones first, each kind in the order in which they were asked for.
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
  readonly #atOnce: number;
  readonly #running = new Set<string>();
  readonly #waiting = new Map<string, Waiting<Outcome>>();
  /** Keys that wait for nothing but room, in order. */
  readonly #ready = { urgent: new Set<string>(), patient: new Set<string>() };

  /** @param atOnce how many keys run side by side */
  constructor(atOnce: number = Number.POSITIVE_INFINITY) {
    this.#atOnce = atOnce;
  }

  /**
   * @param key what must not run twice at once
   * @param work begins now, or once there is room and the run under way for the key has ended,
   * however it ended
   */
  run(key: string, work: () => Promise<Outcome>, urgency: Urgency = 'urgent'): Promise<Outcome> {
    const shared = this.#waiting.get(key);
    if (shared !== undefined) {
      shared.work = work;
      if (urgency === 'urgent' && shared.urgency === 'patient') {
        shared.urgency = urgency;
        if (this.#ready.patient.delete(key)) this.#ready.urgent.add(key);
      }
      return shared.outcome;
    }
    const { promise: outcome, resolve, reject } = newPromise<Outcome>();
    const waiting: Waiting<Outcome> = {
      work,
      urgency,
      outcome,
      begin: () => {
        const run = waiting.work();
        run.then(resolve, reject);
        const end = (): void => this.#end(key);
        run.then(end, end);
      },
    };
    this.#waiting.set(key, waiting);
    if (!this.#running.has(key)) {
      this.#ready[urgency].add(key);
      this.#beginReady();
    }
    return outcome;
  }

  #end(key: string): void {
    this.#running.delete(key);
    const next = this.#waiting.get(key);
    if (next !== undefined) this.#ready[next.urgency].add(key);
    this.#beginReady();
  }

  #beginReady(): void {
    while (this.#running.size < this.#atOnce) {
      const queue = this.#ready.urgent.size > 0 ? this.#ready.urgent : this.#ready.patient;
      const [key] = queue;
      const waiting = key === undefined ? undefined : this.#waiting.get(key);
      if (key === undefined || waiting === undefined) return;
      queue.delete(key);
      this.#waiting.delete(key);
      this.#running.add(key);
      waiting.begin();
    }
  }
}

/** A promise and what settles it, as `Promise.withResolvers` of newer runtimes. */
function newPromise<Value>(): {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
} {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
