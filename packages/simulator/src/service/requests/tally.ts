import { OctaveTable } from '@flyball/core';
import { OUTCOMES, type Outcome } from './outcome.ts';

/** Upper edges in seconds of the latency buckets that a service reports when none are named. */
export const DEFAULT_BUCKETS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** Counters of attempts, as something that is scraped keeps them. They only grow. */
export interface AttemptCounts {
  /** Attempts that ended so. */
  count(outcome: Outcome): number;
  /** Sum of the latencies of answered attempts, in seconds. */
  readonly latencySum: number;
  /** Upper edges of the latency buckets in seconds. */
  readonly edges: Float64Array;
  /** Answered attempts up to each edge, and all of them last. */
  cumulative(): readonly number[];
}

/**
 * Counters as a service or its gateway exposes them: attempts by outcome, and the latencies of the
 * answered ones in a cumulative histogram. They only grow.
 */
export class Tally implements AttemptCounts {
  readonly edges: Float64Array;
  readonly #counts: Float64Array;
  /** The bucket of the lower end of each cell of numbers. */
  readonly #table: OctaveTable;
  readonly #outcomes: Float64Array = new Float64Array(OUTCOMES.length);
  #latencySum = 0;

  /** @param edges upper bucket edges in seconds, rising. */
  constructor(edges: readonly number[] = DEFAULT_BUCKETS) {
    this.edges = Float64Array.from(edges);
    this.#counts = new Float64Array(edges.length + 1);
    this.#table = new OctaveTable((lower) => {
      const bucket = edges.findIndex((edge) => lower <= edge);
      return bucket < 0 ? edges.length : bucket;
    });
  }

  /** Counts an answered attempt, or several of one latency. */
  answer(latency: number, times: number = 1): void {
    const edges = this.edges;
    let bucket = this.#table.at(latency);
    while (bucket < edges.length && latency > (edges[bucket] as number)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] as number) + times;
    this.#outcomes[0] = (this.#outcomes[0] as number) + times;
    this.#latencySum += latency * times;
  }

  /** Counts an attempt that was not answered, or several. */
  fail(outcome: number, times: number = 1): void {
    this.#outcomes[outcome] = (this.#outcomes[outcome] as number) + times;
  }

  count(outcome: Outcome): number {
    return this.#outcomes[OUTCOMES.indexOf(outcome)] as number;
  }

  get latencySum(): number {
    return this.#latencySum;
  }

  cumulative(): number[] {
    let sum = 0;
    return Array.from(this.#counts, (count) => {
      sum += count;
      return sum;
    });
  }
}
