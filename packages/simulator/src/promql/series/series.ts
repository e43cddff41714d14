import type { SortedLabels } from '../labels/sorted-labels.ts';
import { SampleWindow } from './sample-window.ts';

/** What a series needs of the store that it is in. */
export interface SeriesHome {
  /** Samples that are not after this instant may go. */
  readonly keepAfter: number;
  /** Called with the time of every entry. */
  advance(at: number): void;
  series(labels: SortedLabels): Series;
}

/**
 * One series of a store: the handle to write it with. Times are milliseconds since the epoch, in
 * any fraction.
 */
export class Series {
  readonly labels: SortedLabels;
  readonly samples: SampleWindow = new SampleWindow();
  /** The times of staleness markers, oldest first. */
  readonly markers: number[] = [];
  /** Set by the store when it lets the series go; what is written then goes to its successor. */
  dropped = false;
  readonly #home: SeriesHome;

  constructor(labels: SortedLabels, home: SeriesHome) {
    this.labels = labels;
    this.#home = home;
  }

  /** The time of the newest sample or marker, -Infinity without one. */
  get newest(): number {
    return Math.max(this.samples.newest, this.markers.at(-1) ?? Number.NEGATIVE_INFINITY);
  }

  /** Whether the newest entry is a staleness marker. */
  get stale(): boolean {
    return (this.markers.at(-1) ?? Number.NEGATIVE_INFINITY) > this.samples.newest;
  }

  /**
   * Adds a sample. False, and nothing changes, if it is not newer than all that is there: Prometheus
   * refuses such samples too.
   */
  append(at: number, value: number): boolean {
    if (at <= this.newest) return false;
    // This may let the series go, if it has been silent for long.
    this.#home.advance(at);
    if (this.dropped) return this.#home.series(this.labels).append(at, value);
    this.samples.append(at, value, this.#home.keepAfter);
    return true;
  }

  /** Says that the series has ended at an instant, until a sample comes. False as above. */
  markStale(at: number): boolean {
    if (at <= this.newest) return false;
    // This may let the series go, if it has been silent for long.
    this.#home.advance(at);
    if (this.dropped) return this.#home.series(this.labels).markStale(at);
    if (this.markers.length >= 16) this.#dropMarkers();
    this.markers.push(at);
    return true;
  }

  /**
   * Where the sample stands that an instant sees: the newest that is not after it, unless that is
   * as old as the lookback or followed by a marker. -1 if it sees none.
   */
  visibleAt(at: number, lookback: number): number {
    const { samples, markers } = this;
    const place = samples.firstAfter(at) - 1;
    if (place < samples.first) return -1;
    const time = samples.times[place] ?? 0;
    if (time <= at - lookback) return -1;
    for (let i = markers.length - 1; i >= 0; i--) {
      const marker = markers[i] ?? 0;
      if (marker <= time) break;
      if (marker <= at) return -1;
    }
    return place;
  }

  #dropMarkers(): void {
    const kept = this.markers.findIndex((at) => at > this.#home.keepAfter);
    this.markers.splice(0, kept < 0 ? this.markers.length : kept);
  }
}
