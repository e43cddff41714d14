import { type Matcher, matchesAll } from '../series/matcher.ts';
import type { Series } from '../series/series.ts';
import type { SeriesStore } from '../series/series-store.ts';

/** The series of a store that meet conditions. Each series is looked at once. */
export class SelectedSeries {
  readonly #store: SeriesStore;
  readonly #matchers: readonly Matcher[];
  #selected: Series[] = [];
  #examined = 0;
  #generation: number;

  constructor(store: SeriesStore, matchers: readonly Matcher[]) {
    this.#store = store;
    this.#matchers = matchers;
    this.#generation = store.generation;
  }

  get(): readonly Series[] {
    const { all, generation } = this.#store;
    if (generation !== this.#generation) {
      this.#generation = generation;
      this.#selected = [];
      this.#examined = 0;
    }
    for (; this.#examined < all.length; this.#examined++) {
      const series = all[this.#examined];
      if (series !== undefined && matchesAll(this.#matchers, series.labels)) {
        this.#selected.push(series);
      }
    }
    return this.#selected;
  }
}
