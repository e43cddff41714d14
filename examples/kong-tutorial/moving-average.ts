/** Traffic of one kind, from an instant on. */
interface Phase {
  readonly from: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: number;
}

/**
 * The latency of requests, averaged over the last seconds and weighted by how many there were: what
 * `rate(sum) / rate(count)` gives. Without requests in the window there is no average: NaN.
 */
export class MovingAverage {
  readonly #windowMs: number;
  readonly #phases: Phase[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** From an instant on, so many requests come, each taking so long. Instants must not go back. */
  setTraffic(from: number, requestsPerSecond: number, latencyMs: number): void {
    this.#phases.push({ from, requestsPerSecond, latencyMs });
  }

  at(now: number): number {
    let count = 0;
    let sum = 0;
    for (const [index, phase] of this.#phases.entries()) {
      const begin = Math.max(phase.from, now - this.#windowMs);
      const end = Math.min(this.#phases[index + 1]?.from ?? now, now);
      const requests = (Math.max(0, end - begin) / 1000) * phase.requestsPerSecond;
      count += requests;
      sum += requests * phase.latencyMs;
    }
    return sum / count;
  }
}
