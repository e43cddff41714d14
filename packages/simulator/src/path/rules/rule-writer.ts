import type { Series, SeriesStore, SortedLabels } from '../../promql/index.ts';
import type { RuleOutput } from './rule-output.ts';

/** Writes what a rule makes, and says which of its series have ended since the last time. */
export class RuleWriter {
  readonly #store: SeriesStore;
  readonly #handles = new WeakMap<SortedLabels, Series>();
  #previous = new Map<string, Series>();

  constructor(store: SeriesStore) {
    this.#store = store;
  }

  write(at: number, outputs: readonly RuleOutput[]): void {
    const written = new Map<string, Series>();
    for (const { labels, value } of outputs) {
      const series = this.#handle(labels);
      if (series.append(at, value) || repeats(series, at, value)) written.set(labels.key, series);
    }
    for (const [key, series] of this.#previous) {
      if (!written.has(key)) series.markStale(at);
    }
    this.#previous = written;
  }

  #handle(labels: SortedLabels): Series {
    let series = this.#handles.get(labels);
    if (series === undefined) {
      series = this.#store.series(labels);
      this.#handles.set(labels, series);
    }
    return series;
  }
}

/** The same sample again, from another rule, is no mistake. */
function repeats({ samples, stale }: Series, at: number, value: number): boolean {
  if (stale || samples.newest !== at) return false;
  return Object.is(samples.values[samples.end - 1], value);
}
