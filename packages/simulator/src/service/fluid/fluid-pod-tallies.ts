import { type AttemptCounts, Tally } from '../requests/index.ts';

/** Counters at an instant. */
interface Snapshot {
  readonly cumulative: readonly number[];
  readonly latencySum: number;
}

interface PodShare {
  /** What it had answered when its weight last changed, and what a weight of one had. */
  base: Snapshot;
  since: Snapshot;
  weight: number;
}

/**
 * What each pod of a fluid has answered: its share of the flow, by its weight. A weight of one is
 * followed, and a pod is so many times what that has done since the pod's weight last changed.
 */
export class FluidPodTallies {
  readonly #one: Tally;
  readonly #zero: Snapshot;
  readonly #pods: Map<number, PodShare> = new Map();
  /** Of all pods together. */
  #weight = 0;

  /** @param edges of the latency buckets, as `Tally` has them. */
  constructor(edges?: readonly number[]) {
    this.#one = new Tally(edges);
    this.#zero = snapshotOf(this.#one);
  }

  /** A container of the pod starts: its counters begin at zero, and it has no share yet. */
  start(slot: number): void {
    this.#weight -= this.#pods.get(slot)?.weight ?? 0;
    this.#pods.set(slot, { base: this.#zero, since: this.#zero, weight: 0 });
  }

  /** From now on the pod has a share of the flow, as its weight is to that of all. */
  setWeight(slot: number, weight: number): void {
    const pod = this.#pods.get(slot);
    if (pod === undefined) return;
    pod.base = this.#snapshot(pod);
    pod.since = snapshotOf(this.#one);
    this.#weight += weight - pod.weight;
    pod.weight = weight;
  }

  /** Counts what all pods together have answered, with one latency. */
  answer(latency: number, times: number): void {
    if (this.#weight > 0) this.#one.answer(latency, times / this.#weight);
  }

  /** @throws RangeError for a pod that was never started. */
  of(slot: number): AttemptCounts {
    const pod = this.#pods.get(slot);
    if (pod === undefined) throw new RangeError(`no counters are kept of pod ${slot}`);
    const { cumulative, latencySum } = this.#snapshot(pod);
    const answered = cumulative.at(-1) ?? 0;
    return {
      edges: this.#one.edges,
      latencySum,
      cumulative: () => cumulative,
      count: (outcome) => (outcome === 'ok' ? answered : 0),
    };
  }

  #snapshot({ base, since, weight }: PodShare): Snapshot {
    const one = snapshotOf(this.#one);
    const grown = (before: number, now: number, then: number): number =>
      before + weight * (now - then);
    return {
      cumulative: one.cumulative.map((now, k) =>
        grown(base.cumulative[k] ?? 0, now, since.cumulative[k] ?? 0),
      ),
      latencySum: grown(base.latencySum, one.latencySum, since.latencySum),
    };
  }
}

function snapshotOf(tally: Tally): Snapshot {
  return { cumulative: tally.cumulative(), latencySum: tally.latencySum };
}
