/** Where a request is. */
export const PHASE = {
  free: 0,
  /** Between attempts, or held until a pod is ready. */
  outside: 1,
  waiting: 2,
  serving: 3,
  downstream: 4,
  floor: 5,
} as const;

/**
 * The requests that are under way, as columns of numbers. Rows are used again, so that memory follows
 * the requests in flight and not those that have been; `serials` tells one use of a row from the next.
 */
export class RequestTable {
  /** When the first attempt came. */
  born: Float64Array = new Float64Array(64);
  /** When this attempt came. */
  arrived: Float64Array = new Float64Array(64);
  /** When its service began. */
  begun: Float64Array = new Float64Array(64);
  /** Seconds of a pod's service that it needs. */
  work: Float64Array = new Float64Array(64);
  downstreamWork: Float64Array = new Float64Array(64);
  /** Seconds that it takes besides, whatever the pods do. */
  floor: Float64Array = new Float64Array(64);
  pod: Int32Array = new Int32Array(64);
  attempt: Int32Array = new Int32Array(64);
  phase: Uint8Array = new Uint8Array(64);
  /** 1 when the client no longer waits for the answer. */
  abandoned: Uint8Array = new Uint8Array(64);
  serials: Int32Array = new Int32Array(64);
  #free: Int32Array = new Int32Array(64);
  #freeCount = 0;
  #used = 0;

  /** Rows that have been used at least once. */
  get used(): number {
    return this.#used;
  }

  /** A row for a new request. */
  take(): number {
    if (this.#freeCount > 0) {
      this.#freeCount -= 1;
      return this.#free[this.#freeCount] as number;
    }
    if (this.#used === this.born.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  /** Gives a row back. */
  give(id: number): void {
    this.phase[id] = PHASE.free;
    this.abandoned[id] = 0;
    this.attempt[id] = 0;
    this.#free[this.#freeCount] = id;
    this.#freeCount += 1;
  }

  #grow(): void {
    const room = 2 * this.born.length;
    const wider = <Column extends Float64Array | Int32Array | Uint8Array>(
      column: Column,
      made: Column,
    ): Column => {
      made.set(column);
      return made;
    };
    this.born = wider(this.born, new Float64Array(room));
    this.arrived = wider(this.arrived, new Float64Array(room));
    this.begun = wider(this.begun, new Float64Array(room));
    this.work = wider(this.work, new Float64Array(room));
    this.downstreamWork = wider(this.downstreamWork, new Float64Array(room));
    this.floor = wider(this.floor, new Float64Array(room));
    this.pod = wider(this.pod, new Int32Array(room));
    this.attempt = wider(this.attempt, new Int32Array(room));
    this.phase = wider(this.phase, new Uint8Array(room));
    this.abandoned = wider(this.abandoned, new Uint8Array(room));
    this.serials = wider(this.serials, new Int32Array(room));
    this.#free = wider(this.#free, new Int32Array(room));
  }
}
