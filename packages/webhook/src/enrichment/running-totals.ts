/** A counter as a gateway shows it, and the series of ours that it counts for. */
export interface CounterReading {
  /** Its family and labels, without those that tell the parts of a histogram apart. */
  readonly group: string;
  /** Itself, within the gateway. */
  readonly input: string;
  readonly output: string;
  readonly value: number;
}

/**
 * The counters of one gateway, summed to series of ours: the routes of a service to one. A sum of
 * counters is no counter, since it falls when one of them is removed, and Prometheus would take
 * that for a restart and count everything again. So the increases are summed:
 *
 * ```
 * route a   1000  1010  1025     reset  5
 * route b    500   500  (removed)
 * ours         0    10    25     30
 * ```
 *
 * What stood there before we looked for the first time counts for nothing. Whatever we forget, at a
 * restart of ours for example, our series then begin at 0, which is how Prometheus knows a counter
 * that lost its past. The parts of a histogram are reset together, when one of them is.
 */
export class RunningTotals {
  #last: ReadonlyMap<string, number> | undefined;
  #totals: ReadonlyMap<string, number> = new Map();

  /** Takes a whole scrape. What is not in it any more is forgotten, and starts from 0 if it returns. */
  take(readings: readonly CounterReading[]): ReadonlyMap<string, number> {
    const last = this.#last;
    const reset = new Set<string>();
    for (const { group, input, value } of readings) {
      if (value < (last?.get(input) ?? 0)) reset.add(group);
    }
    const totals = new Map<string, number>();
    for (const { group, input, output, value } of readings) {
      const before = reset.has(group) ? 0 : (last?.get(input) ?? 0);
      const increase = last === undefined ? 0 : value - before;
      const total = totals.get(output) ?? this.#totals.get(output) ?? 0;
      totals.set(output, total + increase);
    }
    this.#last = new Map(readings.map(({ input, value }) => [input, value]));
    this.#totals = totals;
    return totals;
  }
}
