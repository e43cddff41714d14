import { LogHistogram } from '@flyball/core';
import { PodTallies } from './pod-tallies.ts';
import type { RequestModel } from './request-model.ts';
import { type AttemptCounts, Tally } from './tally.ts';

/** What is counted of a run of requests, whoever serves them; instants in seconds. */
export class RequestLedger {
  readonly tally: Tally;
  readonly latency: LogHistogram;
  readonly #podTallies: PodTallies | undefined;
  readonly #slowAfter: number;
  #attempts = 0;
  #lost = 0;
  #slow = 0;
  #inSystem = 0;
  #area = 0;
  #areaSince = 0;

  constructor({
    buckets,
    relativeError,
    perPod = false,
    slowAfter = Infinity,
  }: Pick<RequestModel, 'buckets' | 'relativeError' | 'perPod' | 'slowAfter'>) {
    this.tally = new Tally(buckets);
    this.latency = new LogHistogram(relativeError);
    this.#podTallies = perPod ? new PodTallies(buckets) : undefined;
    this.#slowAfter = slowAfter;
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

  get inSystem(): number {
    return this.#inSystem;
  }

  /** Integral over time of the attempts in the service. */
  inSystemTime(now: number): number {
    return this.#area + this.#inSystem * (now - this.#areaSince);
  }

  /** An attempt comes into the service. */
  enter(now: number): void {
    this.#attempts += 1;
    this.#count(1, now);
  }

  /** An attempt is no longer in the service, however it ended. */
  leave(now: number): void {
    this.#count(-1, now);
  }

  /**
   * A request is answered.
   *
   * @param sojourn of the attempt, and `latency` since the first one.
   */
  answer(pod: number, sojourn: number, latency: number): void {
    this.tally.answer(sojourn);
    this.#podTallies?.answer(pod, sojourn);
    this.latency.record(latency);
    if (latency > this.#slowAfter) this.#slow += 1;
  }

  /** An attempt was not answered. */
  fail(outcome: number): void {
    this.tally.fail(outcome);
  }

  /** A request is given up for good. */
  lose(): void {
    this.#lost += 1;
  }

  /** A container of a pod starts: what it counts for itself begins at zero. */
  startPod(pod: number): void {
    this.#podTallies?.start(pod);
  }

  /** @throws RangeError unless pods count for themselves. */
  podTally(pod: number): AttemptCounts {
    if (this.#podTallies === undefined) throw new RangeError('pods do not count for themselves');
    return this.#podTallies.of(pod);
  }

  #count(change: number, now: number): void {
    this.#area += this.#inSystem * (now - this.#areaSince);
    this.#areaSince = now;
    this.#inSystem += change;
  }
}
