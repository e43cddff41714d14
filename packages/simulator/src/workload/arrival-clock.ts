import { type Law, lawMean } from '@flyball/core';
import { type RandomSource, type Sampler, sampler } from '../random/index.ts';
import type { Intensity } from './intensity.ts';

/** The law of a Poisson stream: exponential times between arrivals. */
const POISSON: Law = { law: 'exponential', mean: 1 };

/**
 * The instants of arrivals under a load that changes: a clock that runs at the speed of the rate, and
 * strikes after times drawn from a law of mean one. With exponential times it is a Poisson stream with
 * exactly that rate; with others as regular or as bursty as the law.
 */
export class ArrivalClock {
  readonly #edges: Float64Array;
  readonly #rates: Float64Array;
  readonly #draw: Sampler;
  #now: number;
  #stair = 0;

  /**
   * @param gaps law of the times between arrivals at rate one; only its form counts, its mean is
   *   divided out. Default exponential.
   */
  constructor(intensity: Intensity, source: RandomSource, gaps: Law = POISSON) {
    this.#edges = intensity.edges;
    this.#rates = intensity.rates;
    this.#now = intensity.edges[0] ?? 0;
    const scale = 1 / lawMean(gaps);
    const draw = sampler(gaps, source);
    this.#draw = scale === 1 ? draw : () => draw() * scale;
  }

  /** The next arrival; `Infinity` when the load has ended. */
  next(): number {
    let left = this.#draw();
    let stair = this.#stair;
    let now = this.#now;
    const rates = this.#rates;
    const edges = this.#edges;
    while (stair < rates.length) {
      const rate = rates[stair] as number;
      const end = edges[stair + 1] as number;
      const strikes = rate * (end - now);
      if (left < strikes) {
        now += left / rate;
        this.#now = now;
        this.#stair = stair;
        return now;
      }
      left -= strikes;
      now = end;
      stair += 1;
    }
    this.#now = now;
    this.#stair = stair;
    return Infinity;
  }
}
