import { IdQueue } from './id-queue.ts';
import { KeyHeap } from './key-heap.ts';

/**
 * How fast each of n requests in service goes, of the speed it would have alone.
 *
 * - `own`: at full speed, whatever n: a worker with a core of its own (first come, first served);
 * - `shared`: n requests share `cores`, and none is faster than one core (processor sharing);
 * - `contended`: the universal scalability law, `1/(1 + alpha (n-1) + beta n (n-1))`.
 */
export type Sharing =
  | { readonly kind: 'own' }
  | { readonly kind: 'shared'; readonly cores: number }
  | { readonly kind: 'contended'; readonly alpha: number; readonly beta: number };

/**
 * A place where requests are served: a pod, or something that all pods share. Up to `limit` requests
 * are in service at once, the others wait in order.
 *
 * Time is kept as the work that a request in service has attained, the same for all of them since
 * they go at the same speed: a request of work w that begins at attained work v is done at v + w. An
 * arrival or a departure then costs O(log n), whatever it does to the speed of the others.
 */
export class Station {
  /** Most requests in service; may be changed by {@link setLimit}. */
  #limit: number;
  readonly #cores: number;
  readonly #alpha: number;
  readonly #beta: number;
  /** Speed of a request alone: 1, less while a pod warms up. */
  #speed = 1;
  #rate = 0;
  #attained = 0;
  #since = 0;
  readonly #inService: KeyHeap = new KeyHeap();
  readonly #waiting: IdQueue = new IdQueue();
  /** Requests that hold a place in service here while something elsewhere works on them. */
  #away = 0;
  #busyTime = 0;
  #coreTime = 0;

  constructor(limit: number, sharing: Sharing) {
    this.#limit = limit;
    this.#cores = sharing.kind === 'shared' ? sharing.cores : Infinity;
    this.#alpha = sharing.kind === 'contended' ? sharing.alpha : 0;
    this.#beta = sharing.kind === 'contended' ? sharing.beta : 0;
  }

  /** Requests that wait. */
  get queued(): number {
    return this.#waiting.size;
  }

  /** Requests in the station. */
  get load(): number {
    return this.#inService.size + this.#away + this.#waiting.size;
  }

  /** When the next request is done if nothing else happens; `Infinity` when none is in service. */
  get nextDone(): number {
    const key = this.#inService.nextKey;
    return key === Infinity ? Infinity : this.#since + (key - this.#attained) / this.#rate;
  }

  /** Whether a request that comes now begins at once. */
  get hasRoom(): boolean {
    return this.#inService.size + this.#away < this.#limit;
  }

  /** Begins to serve a request; there must be room. */
  begin(id: number, work: number, now: number): void {
    this.#settle(now);
    this.#inService.push(this.#attained + work, id);
    this.#retime();
  }

  /** Lets a request wait. */
  wait(id: number): void {
    this.#waiting.push(id);
  }

  /** Takes the request that has waited longest; some must be waiting. */
  takeWaiting(): number {
    return this.#waiting.shift();
  }

  /** The request that has waited longest. */
  get nextWaiting(): number {
    return this.#waiting.next;
  }

  /** Ends the service of the request that is done next, at {@link nextDone}. */
  finish(now: number): number {
    this.#settle(now);
    this.#attained = this.#inService.nextKey;
    const id = this.#inService.pop();
    if (this.#inService.size === 0) this.#attained = 0;
    this.#retime();
    return id;
  }

  /** The request just finished goes elsewhere and keeps its place here until {@link release}. */
  hold(): void {
    this.#away += 1;
  }

  /** A request that was elsewhere gives up its place. */
  release(): void {
    this.#away -= 1;
  }

  /** Takes a request out before it is done. */
  withdraw(id: number, now: number): void {
    this.#settle(now);
    if (!this.#inService.remove(id)) this.#waiting.remove(id);
    this.#retime();
  }

  /** Empties the station and tells who was in it, those in service first; not who is elsewhere. */
  evict(now: number): readonly number[] {
    this.#settle(now);
    const ids = [...this.#inService.items()];
    this.#inService.clear();
    while (this.#waiting.size > 0) ids.push(this.#waiting.shift());
    this.#attained = 0;
    this.#retime();
    return ids;
  }

  /** Changes how many may be in service; those beyond a lower limit finish. */
  setLimit(limit: number): void {
    this.#limit = limit;
  }

  /** Changes the speed of a request alone, > 0. */
  setSpeed(speed: number, now: number): void {
    this.#settle(now);
    this.#speed = speed;
    this.#retime();
  }

  /** Seconds up to `now` in which at least one request was in service. */
  busyTime(now: number): number {
    this.#settle(now);
    return this.#busyTime;
  }

  /** Seconds up to `now` that cores (or workers) were busy, added up over them. */
  coreTime(now: number): number {
    this.#settle(now);
    return this.#coreTime;
  }

  #settle(now: number): void {
    const elapsed = now - this.#since;
    if (elapsed > 0) {
      const busy = this.#inService.size;
      if (busy > 0) {
        this.#attained += elapsed * this.#rate;
        this.#busyTime += elapsed;
        this.#coreTime += elapsed * Math.min(busy, this.#cores);
      }
      this.#since = now;
    }
  }

  #retime(): void {
    const busy = this.#inService.size;
    if (busy <= 1) this.#rate = this.#speed * Math.min(1, this.#cores);
    else {
      const share = busy > this.#cores ? this.#cores / busy : 1;
      const contention = 1 + (this.#alpha + this.#beta * busy) * (busy - 1);
      this.#rate = (this.#speed * share) / contention;
    }
  }
}
