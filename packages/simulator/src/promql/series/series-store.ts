import type { LabelSet } from '@flyball/core';
import { SortedLabels } from '../labels/sorted-labels.ts';
import { type Matcher, matchesAll } from './matcher.ts';
import { Series, type SeriesHome } from './series.ts';

export interface SeriesStoreOptions {
  /**
   * How long samples are kept at least, in milliseconds, however little the queries need. By
   * default as long as an instant looks back, 5 minutes.
   */
  readonly retention?: number;
}

const LOOKBACK = 300_000;

/**
 * Series in memory, in the order in which they came. Memory is bounded: what is older than the
 * retention goes, and with its last sample the series. A query that is put over the store raises
 * the retention to what it looks back (`retain`).
 *
 * A writer keeps the handle that `series` returns for as long as it likes: a handle whose series
 * was let go in a long pause writes to a new one.
 */
export class SeriesStore implements SeriesHome {
  /** Counts up when series went; whoever keeps lists of series makes them anew. */
  generation = 0;
  /** Counts up when the past changed: a sample came that is not after `sealedUntil`. */
  revision = 0;
  /** Up to here somebody remembers answers. */
  sealedUntil: number = Number.NEGATIVE_INFINITY;
  keepAfter: number = Number.NEGATIVE_INFINITY;

  #series: Series[] = [];
  readonly #byKey = new Map<string, Series>();
  #retention: number;
  #newest = Number.NEGATIVE_INFINITY;
  #nextSweep = Number.NEGATIVE_INFINITY;

  constructor({ retention = LOOKBACK }: SeriesStoreOptions = {}) {
    this.#retention = retention;
  }

  /** Every series there is, in the order in which they came. */
  get all(): readonly Series[] {
    return this.#series;
  }

  get retention(): number {
    return this.#retention;
  }

  /** The series with exactly these labels; it comes to be if there is none. */
  series(labels: LabelSet | SortedLabels): Series {
    const set = labels instanceof SortedLabels ? labels : SortedLabels.of(labels);
    const known = this.#byKey.get(set.key);
    if (known !== undefined) return known;
    // A set of its own, so that ranks follow the order of arrival.
    const series = new Series(SortedLabels.fromEntries(set.entries()), this);
    this.#series.push(series);
    this.#byKey.set(set.key, series);
    return series;
  }

  /** The series that meet every condition, in the order in which they came. */
  select(matchers: readonly Matcher[]): Series[] {
    return this.#series.filter((series) => matchesAll(matchers, series.labels));
  }

  /** Keeps samples at least this long, in milliseconds. */
  retain(milliseconds: number): void {
    if (milliseconds > this.#retention) {
      this.#retention = milliseconds;
      this.keepAfter = this.#newest - milliseconds;
    }
  }

  advance(at: number): void {
    if (at <= this.sealedUntil) this.revision++;
    if (at <= this.#newest) return;
    this.#newest = at;
    this.keepAfter = at - this.#retention;
    if (at >= this.#nextSweep) this.#sweep();
  }

  /** Lets series go whose newest entry is past the retention. */
  #sweep(): void {
    // Rarely enough that it costs nothing, and yet no more than double is kept.
    this.#nextSweep = this.#newest + Math.max(this.#retention, 1);
    const isOver = ({ newest }: Series) =>
      newest !== Number.NEGATIVE_INFINITY && newest <= this.keepAfter;
    const over = this.#series.filter(isOver);
    if (over.length === 0) return;
    for (const series of over) {
      series.dropped = true;
      this.#byKey.delete(series.labels.key);
    }
    this.#series = this.#series.filter(({ dropped }) => !dropped);
    this.generation++;
  }
}
