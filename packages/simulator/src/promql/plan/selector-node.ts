import type { SortedLabels } from '../labels/sorted-labels.ts';
import type { SeriesStore } from '../series/series-store.ts';
import type { Selector } from '../syntax/expression.ts';
import { type MatrixNode, type Vector, VectorBuilder, type VectorNode } from './node.ts';
import { SelectedSeries } from './selected-series.ts';
import { Window } from './window.ts';

/** The newest sample of each series, no older than the lookback. */
export class SelectorNode implements VectorNode {
  readonly #series: SelectedSeries;
  readonly #shift: number;
  readonly #lookback: number;

  constructor(store: SeriesStore, { matchers, shift }: Selector, lookback: number) {
    this.#series = new SelectedSeries(store, matchers);
    this.#shift = shift;
    this.#lookback = lookback;
  }

  vectorAt(at: number): Vector {
    const result = new VectorBuilder();
    for (const series of this.#series.get()) {
      const place = series.visibleAt(at - this.#shift, this.#lookback);
      if (place >= 0) result.add(series.labels, series.samples.values[place] ?? 0);
    }
    return result;
  }

  /** When the samples were taken, in seconds: what `timestamp` answers of a selector. */
  timesAt(at: number): Vector {
    const result = new VectorBuilder();
    for (const series of this.#series.get()) {
      const place = series.visibleAt(at - this.#shift, this.#lookback);
      if (place >= 0) result.add(series.labels, (series.samples.times[place] ?? 0) / 1000);
    }
    return result;
  }
}

/** All samples of each series in a window that ends at the instant, or before it by the offset. */
export class RangeSelectorNode implements MatrixNode {
  readonly #series: SelectedSeries;
  readonly #shift: number;
  readonly #range: number;
  readonly #window = new Window();

  constructor(store: SeriesStore, { matchers, shift }: Selector, range: number) {
    this.#series = new SelectedSeries(store, matchers);
    this.#shift = shift;
    this.#range = range;
  }

  eachWindow(at: number, visit: (labels: SortedLabels, window: Window) => void): void {
    const window = this.#window;
    window.at = at;
    window.end = at - this.#shift;
    window.start = window.end - this.#range;
    for (const { labels, samples } of this.#series.get()) {
      if (window.fill(samples)) visit(labels, window);
    }
  }
}
