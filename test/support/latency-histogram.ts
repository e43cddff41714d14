/** What flows through one service behind a gateway, until it is set anew. */
export interface Traffic {
  readonly requestsPerSecond: number;
  /** Upstream latency of every request, in whole milliseconds as Kong observes it. */
  readonly latencyMs: number;
}

/** Upper bounds of Kong's latency buckets, in milliseconds (its exporter has no option for them). */
const bounds = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000];

/** The lines of a histogram, by the suffix of their names. */
export interface HistogramLines {
  readonly buckets: readonly string[];
  readonly sum: string;
  readonly count: string;
}

/** A latency histogram that advances with the clock by the traffic that was set. */
export class LatencyHistogram {
  readonly #name: string;
  readonly #labels: string;
  readonly #buckets = new Float64Array(bounds.length + 1);
  /** The part of a request that has not become one yet. */
  #owed = 0;
  #sum = 0;
  #traffic: Traffic = { requestsPerSecond: 0, latencyMs: 0 };
  #at: number;

  constructor(name: string, labels: Readonly<Record<string, string>>, at: number) {
    this.#name = name;
    this.#labels = Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join(',');
    this.#at = at;
  }

  set(traffic: Traffic, at: number): void {
    this.#advance(at);
    this.#traffic = traffic;
  }

  /** Requests beside the traffic that was set. */
  observe(requests: number, latencyMs: number): void {
    const bucket = bounds.findIndex((bound) => latencyMs <= bound);
    const index = bucket < 0 ? bounds.length : bucket;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + requests;
    this.#sum += requests * latencyMs;
  }

  reset(at: number): void {
    this.#advance(at);
    this.#buckets.fill(0);
    this.#sum = 0;
  }

  /** Requests so far. */
  total(at: number): number {
    this.#advance(at);
    return this.#buckets.reduce((sum, count) => sum + count, 0);
  }

  lines(at: number): HistogramLines {
    this.#advance(at);
    let cumulative = 0;
    const buckets = [...this.#buckets].map((count, index) => {
      cumulative += count;
      return `${this.#name}_bucket{${this.#labels},le="${bounds[index] ?? '+Inf'}"} ${cumulative}`;
    });
    return {
      buckets,
      sum: `${this.#name}_sum{${this.#labels}} ${this.#sum}`,
      count: `${this.#name}_count{${this.#labels}} ${cumulative}`,
    };
  }

  #advance(at: number): void {
    const due = this.#owed + (this.#traffic.requestsPerSecond * (at - this.#at)) / 1000;
    const requests = Math.floor(due);
    this.#owed = due - requests;
    this.#at = at;
    this.observe(requests, this.#traffic.latencyMs);
  }
}
