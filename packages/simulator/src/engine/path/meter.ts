import { type Reading, requireNonNegative, requirePositive } from '@flyball/core';
import type { Stage } from '../../path/index.ts';
import type { ServiceRun } from '../../service/index.ts';
import type { MeterSpec } from '../path-spec.ts';

/** What a sample remembers of the service. */
interface Sample {
  readonly at: number;
  readonly attempts: number;
  readonly answers: number;
  readonly latencySum: number;
  readonly coreTime: number;
  readonly inSystem: number;
  readonly waiting: number;
}

/**
 * A metric read straight off the service, as the chain of scrape, rule and adapter would hand it on:
 * sampled at a beat, averaged over a window, and late.
 */
export class Meter implements Stage {
  readonly #spec: Required<MeterSpec>;
  readonly #service: ServiceRun;
  readonly #startsAt: number;
  readonly #samples: Sample[] = [];
  #next: number;

  /**
   * @param startsAt of the run, milliseconds since the epoch.
   * @param phase of the beat, a share of its interval.
   * @throws RangeError for spans outside their ranges.
   */
  constructor(spec: MeterSpec, service: ServiceRun, startsAt: number, phase: number) {
    this.#spec = {
      scale: 1,
      window: 60,
      interval: 15,
      delay: 0,
      whenIdle: 'zero',
      ...spec,
    };
    requirePositive('window', this.#spec.window);
    requirePositive('interval', this.#spec.interval);
    requireNonNegative('delay', this.#spec.delay);
    this.#service = service;
    this.#startsAt = startsAt;
    this.#next = phase * this.#spec.interval;
  }

  /** When the next sample is due, milliseconds since the epoch. */
  nextEventAt(): number {
    return this.#startsAt + this.#next * 1000;
  }

  /** Takes the samples that are due; the service has come to the instant of the last. */
  advance(to: number): void {
    while (this.nextEventAt() <= to) this.#sample();
  }

  #sample(): void {
    const { totals, inSystem, waiting } = this.#service;
    const { window, interval, delay } = this.#spec;
    this.#samples.push({
      at: this.#next,
      attempts: totals.attempts,
      answers: totals.count('ok'),
      latencySum: totals.latencySum,
      coreTime: totals.coreTime,
      inSystem,
      waiting,
    });
    const oldest = this.#next - window - delay - interval;
    while ((this.#samples[0]?.at ?? oldest) < oldest) this.#samples.shift();
    this.#next += interval;
  }

  /** What can be read at an instant, milliseconds since the epoch. */
  read(instant: number): Reading {
    const { delay, window, scale, whenIdle, measure } = this.#spec;
    const startsAt = this.#startsAt;
    const now = (instant - startsAt) / 1000;
    // Milliseconds since the epoch have no more digits than that.
    const last = this.#samples.findLast(({ at }) => at <= now - delay + 1e-6);
    const first = last && this.#samples.find(({ at }) => at >= last.at - window);
    if (last === undefined || first === undefined || last === first) {
      return { error: { message: `no samples of ${measure} yet` } };
    }
    const value = valueFrom(measure, first, last);
    if (Number.isNaN(value) && whenIdle === 'missing') {
      return { error: { message: `no answers in ${window} s` }, at: startsAt + last.at * 1000 };
    }
    const milli = Number.isNaN(value) ? 0 : Math.round(value * scale * 1000);
    return { value: milli, at: startsAt + last.at * 1000 };
  }
}

function valueFrom(measure: MeterSpec['measure'], first: Sample, last: Sample): number {
  const span = last.at - first.at;
  switch (measure) {
    case 'latency': {
      const answers = last.answers - first.answers;
      return answers > 0 ? (last.latencySum - first.latencySum) / answers : Number.NaN;
    }
    case 'answers':
      return (last.answers - first.answers) / span;
    case 'rate':
      return (last.attempts - first.attempts) / span;
    case 'cores':
      return (last.coreTime - first.coreTime) / span;
    case 'in-flight':
      return last.inSystem;
    case 'waiting':
      return last.waiting;
  }
}
