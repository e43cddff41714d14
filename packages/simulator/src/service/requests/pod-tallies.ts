import { Tally } from './tally.ts';

/** What each pod has answered since its container started, by the pod's slot. */
export class PodTallies {
  readonly #edges: readonly number[] | undefined;
  readonly #pods: (Tally | undefined)[] = [];

  /** @param edges of the latency buckets, as `Tally` has them. */
  constructor(edges?: readonly number[]) {
    this.#edges = edges;
  }

  /** A container of the pod starts: its counters begin at zero. */
  start(pod: number): void {
    this.#pods[pod] = new Tally(this.#edges);
  }

  answer(pod: number, latency: number): void {
    this.#pods[pod]?.answer(latency);
  }

  /** @throws RangeError for a pod that was never started. */
  of(pod: number): Tally {
    const tally = this.#pods[pod];
    if (tally === undefined) throw new RangeError(`no counters are kept of pod ${pod}`);
    return tally;
  }
}
