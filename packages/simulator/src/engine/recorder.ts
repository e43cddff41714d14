import { type Decision, LogHistogram, type Step } from '@flyball/core';
import type { PodCounts, ServiceRun } from '../service/index.ts';
import type { RunBin, RunRecord } from './run-record.ts';

/** A step function that grows at its end. */
class Track {
  readonly steps: Step[] = [];

  /** A value from an instant on; a later one at the same instant takes its place. */
  push(time: number, value: number): void {
    const last = this.steps.at(-1);
    if (last !== undefined && last[0] === time) this.steps.pop();
    if (this.steps.at(-1)?.[1] !== value) this.steps.push([time, value]);
  }
}

/** Keeps what a score and a report need of a run, bin by bin. */
export class Recorder {
  readonly #bin: number;
  readonly #duration: number;
  readonly #bins: RunBin[] = [];
  readonly #latency: LogHistogram = new LogHistogram();
  readonly #desired: Track = new Track();
  readonly #existing: Track = new Track();
  readonly #ready: Track = new Track();
  readonly #nodes: Track = new Track();
  readonly #decisions: Decision[] = [];
  #binNumber = 0;
  #attempts = 0;
  #answered = 0;
  #slow = 0;
  #lost = 0;
  #coreTime = 0;
  #lastCode: string | undefined;

  /** @param bin seconds of a bin, > 0. */
  constructor(bin: number, duration: number) {
    this.#bin = bin;
    this.#duration = duration;
  }

  /** When the next bin ends. */
  get nextTime(): number {
    return Math.min(this.#duration, (this.#binNumber + 1) * this.#bin);
  }

  /** Told of the pods. */
  pods(now: number, counts: PodCounts): void {
    this.#desired.push(now, counts.desired);
    this.#existing.push(now, counts.existing);
    this.#ready.push(now, counts.ready);
    this.#nodes.push(now, counts.nodes);
  }

  /** Told of a look of a controller. */
  decision(decision: Decision): void {
    const { code } = decision.reason;
    if (decision.rescale !== null || code !== this.#lastCode) this.#decisions.push(decision);
    this.#lastCode = code;
  }

  /** Ends a bin; the service has come to its end. */
  closeBin(service: ServiceRun): void {
    const { totals, latency } = service;
    const from = this.#binNumber * this.#bin;
    const to = this.nextTime;
    const answered = totals.count('ok');
    const { attempts, slow, lost, coreTime } = totals;
    const some = latency.count > 0;
    const quantile = (q: number): number | null => (some ? latency.quantile(q) : null);
    this.#bins.push({
      from,
      to,
      attempts: attempts - this.#attempts,
      answered: answered - this.#answered,
      slow: slow - this.#slow,
      lost: lost - this.#lost,
      mean: some ? latency.mean : null,
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
      inSystem: service.inSystem,
      waiting: service.waiting,
      cores: (coreTime - this.#coreTime) / (to - from),
    });
    this.#latency.merge(latency);
    latency.clear();
    this.#attempts = attempts;
    this.#answered = answered;
    this.#slow = slow;
    this.#lost = lost;
    this.#coreTime = coreTime;
    this.#binNumber += 1;
  }

  /** What was kept, when the run has come to its end. */
  finish(
    service: ServiceRun,
    run: Pick<RunRecord, 'seed' | 'startsAt' | 'duration' | 'goal' | 'demand'>,
  ): RunRecord {
    return {
      ...run,
      bins: this.#bins,
      latency: this.#latency.toJSON(),
      desired: this.#desired.steps,
      existing: this.#existing.steps,
      ready: this.#ready.steps,
      nodes: this.#nodes.steps,
      decisions: this.#decisions,
      totals: {
        attempts: this.#attempts,
        answered: this.#answered,
        slow: this.#slow,
        lost: this.#lost,
        coreSeconds: this.#coreTime,
        inSystemSeconds: service.totals.inSystemTime,
      },
    };
  }
}
