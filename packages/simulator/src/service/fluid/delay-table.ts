import type { BalancerKind } from '../requests/index.ts';
import { closureLevel } from './closure.ts';
import { stationaryDelay } from './stationary-delay.ts';

const STEPS = 64;
/** Up to this utilisation the steady state is known; beyond it is taken as here. */
const HIGHEST = 0.98;

/**
 * What the Gaussian closure lacks in a steady state. It sees one queue before all cores; a balancer
 * that spreads requests over pods makes them wait longer, and few cores are not Gaussian. The
 * difference of the two levels is tabulated over the utilisation, for each number of pods when it is
 * first met.
 */
export class DelayTable {
  readonly #pod: {
    readonly cores: number;
    readonly shared: boolean;
    readonly balancer: BalancerKind;
    readonly scv: number;
  };
  readonly #tables: Map<number, Float64Array> = new Map();
  #pods = 0;
  #table: Float64Array = new Float64Array(STEPS + 1);

  constructor(pod: {
    readonly cores: number;
    readonly shared: boolean;
    readonly balancer: BalancerKind;
    readonly scv: number;
  }) {
    this.#pod = pod;
  }

  /** Requests to add to the closure's level, at a utilisation from 0 to 1. */
  correction(pods: number, rho: number): number {
    if (pods !== this.#pods) this.#choose(pods);
    const place = (Math.min(rho, HIGHEST) / HIGHEST) * STEPS;
    const below = Math.min(STEPS - 1, Math.floor(place));
    const low = this.#table[below] as number;
    return low + ((this.#table[below + 1] as number) - low) * (place - below);
  }

  #choose(pods: number): void {
    this.#pods = pods;
    const known = this.#tables.get(pods);
    if (known !== undefined) {
      this.#table = known;
      return;
    }
    const servers = pods * this.#pod.cores;
    this.#table = Float64Array.from({ length: STEPS + 1 }, (_, step) => {
      const rho = (HIGHEST * step) / STEPS;
      if (rho === 0) return 0;
      const load = rho * servers;
      const level = load * (1 + stationaryDelay({ ...this.#pod, pods }, rho));
      return level - closureLevel(servers, load);
    });
    this.#tables.set(pods, this.#table);
  }
}
