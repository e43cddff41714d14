import { LogHistogram } from '@flyball/core';
import type { RandomSource, Sampler } from '../../random/index.ts';
import { Balancer } from './balancer.ts';
import { LoadOrder } from './load-order.ts';
import { OUTCOMES } from './outcome.ts';
import { PodTallies } from './pod-tallies.ts';
import type { PodHooks, RequestRunner } from './request-runner.ts';
import { type AttemptCounts, Tally } from './tally.ts';

/** A service whose requests wait in order at pods, and all are answered. */
export interface QueueModel {
  /** Workers of each pod; a request takes one to itself. */
  readonly workers: number;
  /** How requests are spread: only what does not look at the pods. */
  readonly balancer: 'random' | 'round-robin';
  /** Draws the seconds that a worker is taken. */
  readonly work: Sampler;
  /** Draws the next arrival; `Infinity` when there is none. */
  readonly nextArrival: () => number;
  readonly balancerSource: RandomSource;
  readonly buckets?: readonly number[];
  readonly relativeError?: number;
  /** Answers that take longer are counted apart. */
  readonly slowAfter?: number;
  /** Whether each pod counts for itself what it has answered; default false. */
  readonly perPod?: boolean;
}

/** A pod: when each of its workers is free, and what it was given to do. */
interface Workers {
  readonly freeAt: Float64Array;
  given: number;
}

const CRASHED: number = OUTCOMES.indexOf('crashed');
const UNAVAILABLE: number = OUTCOMES.indexOf('unavailable');

/**
 * First come, first served without events: when a request is given to a pod it is known at once which
 * worker it gets and when it is done, since nothing can overtake it (the recursion of Kiefer and
 * Wolfowitz, 1955). It serves for pods with workers of their own and a balancer that does not look at
 * them, without timeouts, retries or limits, and is several times as fast as events.
 */
export class QueueEngine implements RequestRunner {
  readonly #model: QueueModel;
  readonly #hooks: PodHooks;
  readonly #balancer: Balancer;
  readonly #order: LoadOrder = new LoadOrder();
  readonly #pods: (Workers | undefined)[] = [];
  readonly #draining: Map<number, number> = new Map();
  #now = 0;
  #nextArrival: number;
  #attempts = 0;
  #lost = 0;
  #slow = 0;
  /** Requests that are done after `now`: when, since when, and where. */
  #doneAt: Float64Array = new Float64Array(256);
  #since: Float64Array = new Float64Array(256);
  #where: Int32Array = new Int32Array(256);
  #underWay = 0;
  #sojourns = 0;
  #pastCoreTime = 0;

  readonly tally: Tally;
  readonly #podTallies: PodTallies | undefined;
  readonly latency: LogHistogram;

  constructor(model: QueueModel, hooks: PodHooks) {
    this.#model = model;
    this.#hooks = hooks;
    this.#balancer = new Balancer(model.balancer, model.balancerSource);
    this.tally = new Tally(model.buckets);
    this.#podTallies = model.perPod ? new PodTallies(model.buckets) : undefined;
    this.latency = new LogHistogram(model.relativeError);
    this.#nextArrival = model.nextArrival();
  }

  get now(): number {
    return this.#now;
  }

  get inSystem(): number {
    return this.#underWay;
  }

  get inSystemTime(): number {
    let sum = this.#sojourns;
    for (let k = 0; k < this.#underWay; k += 1) sum += this.#now - (this.#since[k] as number);
    return sum;
  }

  get attempts(): number {
    return this.#attempts;
  }

  get lost(): number {
    return this.#lost;
  }

  get slow(): number {
    return this.#slow;
  }

  get waiting(): number {
    const busy = this.#pods.reduce(
      (sum, pod) => sum + (pod?.freeAt.filter((at) => at > this.#now).length ?? 0),
      0,
    );
    return this.#underWay - busy;
  }

  get coreTime(): number {
    return this.#pods.reduce(
      (sum, pod) => sum + (pod === undefined ? 0 : this.#coreTimeOf(pod)),
      this.#pastCoreTime,
    );
  }

  addPod(pod: number): void {
    const freeAt = new Float64Array(this.#model.workers).fill(this.#now);
    this.#pods[pod] = { freeAt, given: 0 };
    this.#podTallies?.start(pod);
  }

  setReady(pod: number, ready: boolean): void {
    this.#balancer.remove(pod);
    if (ready) this.#balancer.add(pod);
  }

  /** @throws RangeError for any other speed than 1: a change of speed needs events. */
  setSpeed(_pod: number, speed: number): void {
    if (speed !== 1) throw new RangeError(`speed must be 1 without events, got ${speed}`);
  }

  drain(pod: number): void {
    this.#balancer.remove(pod);
    const free = Math.max(...(this.#pods[pod]?.freeAt ?? []));
    if (free <= this.#now) this.#hooks.drained(pod, this.#now);
    else this.#draining.set(pod, free);
  }

  crash(pod: number): void {
    this.#balancer.remove(pod);
    const workers = this.#pods[pod];
    if (workers === undefined) return;
    this.#podTallies?.start(pod);
    workers.given = this.#coreTimeOf(workers);
    workers.freeAt.fill(this.#now);
    let kept = 0;
    for (let k = 0; k < this.#underWay; k += 1) {
      if (this.#where[k] !== pod) {
        this.#move(k, kept);
        kept += 1;
        continue;
      }
      this.#sojourns += this.#now - (this.#since[k] as number);
      this.#lost += 1;
      this.tally.fail(CRASHED);
    }
    this.#underWay = kept;
  }

  removePod(pod: number): void {
    this.crash(pod);
    this.#pastCoreTime += this.#pods[pod]?.given ?? 0;
    this.#pods[pod] = undefined;
    this.#draining.delete(pod);
  }

  podLoad(pod: number): number {
    return this.#where.subarray(0, this.#underWay).filter((other) => other === pod).length;
  }

  podCoreTime(pod: number): number {
    const workers = this.#pods[pod];
    return workers === undefined ? 0 : this.#coreTimeOf(workers);
  }

  podTally(pod: number): AttemptCounts {
    if (this.#podTallies === undefined) throw new RangeError('pods do not count for themselves');
    return this.#podTallies.of(pod);
  }

  advanceTo(limit: number): void {
    let drained: number | undefined;
    let until = limit;
    for (const [pod, free] of this.#draining) {
      if (free >= until) continue;
      until = free;
      drained = pod;
    }
    this.#collect(until);
    this.#run(until);
    this.#now = Math.max(this.#now, until);
    if (drained === undefined) return;
    // Its last request is done exactly now.
    this.#collect(until, true);
    this.#draining.delete(drained);
    this.#hooks.drained(drained, until);
  }

  /** Lets requests come until an instant. */
  #run(until: number): void {
    const { work, nextArrival, slowAfter = Infinity } = this.#model;
    let arrival = this.#nextArrival;
    while (arrival < until) {
      this.#attempts += 1;
      const size = work();
      if (this.#balancer.size === 0) {
        this.#lost += 1;
        this.tally.fail(UNAVAILABLE);
      } else {
        const pod = this.#balancer.choose(this.#order, nothing);
        const workers = this.#pods[pod] as Workers;
        const { freeAt } = workers;
        let worker = 0;
        let free = freeAt[0] as number;
        for (let other = 1; other < freeAt.length; other += 1) {
          const at = freeAt[other] as number;
          if (at < free) {
            free = at;
            worker = other;
          }
        }
        const done = Math.max(free, arrival) + size;
        freeAt[worker] = done;
        workers.given += size;
        if (done < until) this.#answer(pod, done - arrival, slowAfter);
        else this.#keep(done, arrival, pod);
      }
      arrival = nextArrival();
    }
    this.#nextArrival = arrival;
  }

  #answer(pod: number, latency: number, slowAfter: number): void {
    this.tally.answer(latency);
    this.#podTallies?.answer(pod, latency);
    this.latency.record(latency);
    this.#sojourns += latency;
    if (latency > slowAfter) this.#slow += 1;
  }

  #keep(done: number, since: number, pod: number): void {
    if (this.#underWay === this.#doneAt.length) this.#grow();
    this.#doneAt[this.#underWay] = done;
    this.#since[this.#underWay] = since;
    this.#where[this.#underWay] = pod;
    this.#underWay += 1;
  }

  /** Counts what is done before an instant, or by it. */
  #collect(until: number, including = false): void {
    const { slowAfter = Infinity } = this.#model;
    let kept = 0;
    for (let k = 0; k < this.#underWay; k += 1) {
      const done = this.#doneAt[k] as number;
      if (done < until || (including && done === until)) {
        this.#answer(this.#where[k] as number, done - (this.#since[k] as number), slowAfter);
      } else {
        this.#move(k, kept);
        kept += 1;
      }
    }
    this.#underWay = kept;
  }

  #move(from: number, to: number): void {
    this.#doneAt[to] = this.#doneAt[from] as number;
    this.#since[to] = this.#since[from] as number;
    this.#where[to] = this.#where[from] as number;
  }

  /** What a pod was given, less what its workers still have before them. */
  #coreTimeOf({ freeAt, given }: Workers): number {
    return freeAt.reduce((sum, at) => sum - Math.max(0, at - this.#now), given);
  }

  #grow(): void {
    const room = 2 * this.#doneAt.length;
    const doneAt = new Float64Array(room);
    doneAt.set(this.#doneAt);
    const since = new Float64Array(room);
    since.set(this.#since);
    const where = new Int32Array(room);
    where.set(this.#where);
    this.#doneAt = doneAt;
    this.#since = since;
    this.#where = where;
  }
}

/** No balancer here looks at loads. */
function nothing(): number {
  return 0;
}
