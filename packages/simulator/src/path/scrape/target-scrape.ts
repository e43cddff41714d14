import type { LabelSet } from '@flyball/core';
import type { Series, SeriesStore } from '../../promql/index.ts';
import type { Instrument, ScrapePage, ScrapeTarget } from './scrape-target.ts';

interface Known {
  readonly series: Series;
  /** The scrape in which it was last exposed. */
  scrape: number;
}

/** What Prometheus knows of one target from scrape to scrape. */
export class TargetScrape implements ScrapePage {
  readonly target: ScrapeTarget;
  readonly #store: SeriesStore;
  readonly #up: Series;
  readonly #known = new Map<Instrument, Known>();
  #scrape = 0;
  #at = 0;
  #notANumber = false;

  constructor(target: ScrapeTarget, store: SeriesStore) {
    this.target = target;
    this.#store = store;
    this.#up = store.series({ ...target.labels, __name__: 'up' });
  }

  /**
   * One scrape. A series that is not exposed any more ends; all of them do if the target does not
   * answer. `up` says which.
   */
  run(at: number, fault: 'unreachable' | 'nan' | undefined): boolean {
    this.#scrape++;
    this.#at = at;
    this.#notANumber = fault === 'nan';
    const up = fault !== 'unreachable' && this.target.expose(this, at);
    if (!up) this.#scrape++;
    this.#end(at);
    this.#up.append(at, up ? 1 : 0);
    return up;
  }

  sample(instrument: Instrument, value: number): void {
    let known = this.#known.get(instrument);
    if (known === undefined) {
      known = { series: this.#store.series(this.#labelsOf(instrument)), scrape: 0 };
      this.#known.set(instrument, known);
    }
    known.scrape = this.#scrape;
    known.series.append(this.#at, this.#notANumber ? Number.NaN : value);
  }

  /** The target is gone for good: all of its series end at an instant. */
  endAll(at: number): void {
    this.#scrape++;
    this.#end(at);
    this.#up.markStale(at);
  }

  #end(at: number): void {
    for (const [instrument, { series, scrape }] of this.#known) {
      if (scrape === this.#scrape) continue;
      series.markStale(at);
      this.#known.delete(instrument);
    }
  }

  /** The target's labels win; one of the series that clashes is kept as `exported_…`. */
  #labelsOf(instrument: Instrument): LabelSet {
    const { labels } = this.target;
    const own = Object.entries(instrument.labels).map(([name, value]) => [
      Object.hasOwn(labels, name) ? `exported_${name}` : name,
      value,
    ]);
    return { ...Object.fromEntries(own), ...labels };
  }
}
