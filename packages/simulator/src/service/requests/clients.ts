import type { RandomSource, Sampler } from '../../random/index.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { KeyHeap } from './key-heap.ts';
import type { RequestTable } from './request-table.ts';

/** When a failed attempt is made again. */
export interface RetryPolicy {
  /** Attempts in all, the first included; integer >= 1. */
  readonly attempts: number;
  /** Seconds before the second attempt. */
  readonly backoff: number;
  /** By which the wait grows with each further attempt. */
  readonly factor: number;
  /** Longest wait in seconds. */
  readonly longest: number;
  /** Share of each wait that is random: 0 is none, 1 anything from nothing to the whole wait. */
  readonly jitter: number;
}

/** Users who think, ask, wait for the answer, and think again. */
export interface ClosedUsers {
  readonly count: number;
  /** Draws a think time in seconds. */
  readonly think: Sampler;
}

/** How clients behave, whoever they are. */
export interface ClientModel {
  /** Seconds after which an attempt is given up; `Infinity` for never. */
  readonly timeout: number;
  /** Whether giving up stops the work on it; otherwise the pod finishes what nobody waits for. */
  readonly cancel: boolean;
  readonly retry: RetryPolicy;
  /** Present for a closed system. */
  readonly users?: ClosedUsers;
  /** What becomes of a request while no pod is ready: it fails, or is held until one is. */
  readonly whenUnready: 'fail' | 'hold';
}

/** One attempt, no timeout: the clients of queueing theory. */
export const PATIENT_CLIENTS: ClientModel = {
  timeout: Infinity,
  cancel: false,
  retry: { attempts: 1, backoff: 0, factor: 1, longest: 0, jitter: 0 },
  whenUnready: 'fail',
};

/** What stands in the heap of those outside for a user who thinks. */
export const USER: number = -1;

/**
 * The clients of a run: users who think, attempts that may time out, and waits before another attempt.
 */
export class Clients {
  readonly #model: ClientModel;
  readonly #table: RequestTable;
  readonly #source: RandomSource;
  readonly #deadlines: DeadlineQueue = new DeadlineQueue();
  /** By when they ask: users who think, and requests that wait for another attempt. */
  readonly #outside: KeyHeap = new KeyHeap();
  #closed = false;

  constructor(model: ClientModel, table: RequestTable, source: RandomSource) {
    this.#model = model;
    this.#table = table;
    this.#source = source;
    for (let user = 0; user < (model.users?.count ?? 0); user += 1) this.think(0);
  }

  /** Whether requests are held while no pod is ready. */
  get hold(): boolean {
    return this.#model.whenUnready === 'hold';
  }

  /** Whether giving up stops the work. */
  get cancel(): boolean {
    return this.#model.cancel;
  }

  /** When a client next asks. */
  get nextAsk(): number {
    return this.#outside.nextKey;
  }

  /** Takes out who asks next: a request that is tried again, or {@link USER}. */
  takeAsk(): number {
    return this.#outside.pop();
  }

  /** When a client next gives up. */
  get nextDeadline(): number {
    return this.#deadlines.nextTime;
  }

  /** Takes out the request that is given up next. */
  takeDeadline(): number {
    const id = this.#deadlines.nextId;
    this.#deadlines.shift();
    return id;
  }

  /** An attempt begins. */
  attempt(id: number, now: number): void {
    const { timeout } = this.#model;
    if (timeout === Infinity) return;
    this.#deadlines.push(now + timeout, id, this.#table.serials[id] as number);
  }

  /** An attempt has ended, one way or another: its deadline counts no more. */
  ended(id: number): void {
    this.#table.serials[id] = ((this.#table.serials[id] as number) + 1) | 0;
    this.#deadlines.dropStale(this.#table.serials);
  }

  /** A user has the answer, or has given up for good, and thinks. */
  think(now: number): void {
    const { users } = this.#model;
    if (users !== undefined && !this.#closed) this.#outside.push(now + users.think(), USER);
  }

  /** Lets a failed request wait for another attempt; false when it has had its last. */
  retry(id: number, now: number): boolean {
    const { retry } = this.#model;
    const failed = (this.#table.attempt[id] as number) + 1;
    if (failed >= retry.attempts) return false;
    this.#table.attempt[id] = failed;
    const unit = retry.jitter > 0 ? this.#source.double() : 0;
    this.#outside.push(now + retryDelay(retry, failed, unit), id);
    return true;
  }

  /** Users ask no more; requests under way may still be tried again. */
  close(): void {
    this.#closed = true;
    while (this.#outside.remove(USER));
  }
}

/**
 * The wait before another attempt.
 *
 * @param failed attempts that have failed, >= 1.
 * @param unit a random number from 0 to 1.
 */
function retryDelay(policy: RetryPolicy, failed: number, unit: number): number {
  const wait = Math.min(policy.longest, policy.backoff * policy.factor ** (failed - 1));
  return wait * (1 - policy.jitter * unit);
}
