import { LogHistogram } from '@flyball/core';
import { type AttemptCounts, OUTCOMES, type Outcome, Tally } from '../requests/index.ts';
import type { FluidModel } from './fluid-model.ts';
import { FluidPodTallies } from './fluid-pod-tallies.ts';
import { spreadLatencies } from './latency-law.ts';

const UNAVAILABLE: number = OUTCOMES.indexOf('unavailable');

/** Latencies within so much of each other are counted together. */
const SAME = 0.004;

/**
 * What a fluid has answered. Answers of much the same latency are gathered, and counted when another
 * comes or when somebody asks.
 */
export class FluidAnswers implements AttemptCounts {
  readonly edges: Float64Array;
  readonly #model: FluidModel;
  readonly #tally: Tally;
  readonly #latency: LogHistogram;
  readonly #pods: FluidPodTallies | undefined;
  #slow = 0;
  /** Answers that are not counted yet, with mean and variance of their latency. */
  #pending = 0;
  #mean: number;
  #variance = 0;

  constructor(model: FluidModel) {
    this.#model = model;
    this.#tally = new Tally(model.buckets);
    this.edges = this.#tally.edges;
    this.#latency = new LogHistogram(model.relativeError);
    this.#pods = model.perPod ? new FluidPodTallies(model.buckets) : undefined;
    this.#mean = model.meanWork + model.meanFloor;
  }

  /** Counts answers whose latency nobody estimates. */
  add(times: number): void {
    this.#pending += times;
  }

  /** Counts answers whose latency has a mean > 0 and a variance. */
  addSpread(times: number, mean: number, variance: number): void {
    const alike =
      Math.abs(mean - this.#mean) < SAME * mean &&
      Math.abs(variance - this.#variance) < 4 * SAME * variance;
    if (!alike) {
      this.#flush();
      this.#mean = mean;
      this.#variance = variance;
    }
    this.#pending += times;
  }

  /** Counts attempts that found no pod. */
  refuse(times: number): void {
    this.#tally.fail(UNAVAILABLE, times);
  }

  /** Answers that took longer than the threshold of the run. */
  get slow(): number {
    this.#flush();
    return this.#slow;
  }

  /** Latencies since they were last cleared. */
  get latency(): LogHistogram {
    this.#flush();
    return this.#latency;
  }

  get latencySum(): number {
    this.#flush();
    return this.#tally.latencySum;
  }

  count(outcome: Outcome): number {
    this.#flush();
    return this.#tally.count(outcome);
  }

  cumulative(): readonly number[] {
    this.#flush();
    return this.#tally.cumulative();
  }

  /** A container of a pod starts: what the pod counts for itself begins at zero. */
  startPod(slot: number): void {
    this.#pods?.start(slot);
  }

  /** From now on a pod has a share of the answers, as its weight is to that of all. */
  setWeight(slot: number, weight: number): void {
    if (this.#pods === undefined) return;
    // What is pending was answered by the pods that there were.
    this.#flush();
    this.#pods.setWeight(slot, weight);
  }

  /** @throws RangeError unless pods count for themselves. */
  podTally(slot: number): AttemptCounts {
    if (this.#pods === undefined) throw new RangeError('pods do not count for themselves');
    this.#flush();
    return this.#pods.of(slot);
  }

  #flush(): void {
    if (this.#pending === 0) return;
    const { slowAfter = Infinity, withLatency } = this.#model;
    if (withLatency) {
      spreadLatencies(this.#mean, this.#variance, this.#pending, (latency, times) => {
        this.#latency.record(latency, times);
        if (latency > slowAfter) this.#slow += times;
        this.#tell(latency, times);
      });
    } else this.#tell(this.#mean, this.#pending);
    this.#pending = 0;
  }

  #tell(latency: number, times: number): void {
    this.#tally.answer(latency, times);
    this.#pods?.answer(latency, times);
  }
}
