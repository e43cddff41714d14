import type { LabelSet } from '@flyball/core';

/** A series that a target exposes: its labels without the target's, the name among them. */
export interface Instrument {
  readonly labels: LabelSet;
}

/** Takes what a target exposes in one scrape. */
export interface ScrapePage {
  /** Give the same instrument each time: its series is looked up once. */
  sample(instrument: Instrument, value: number): void;
}

/** Something that Prometheus scrapes. */
export interface ScrapeTarget {
  /** Tells targets apart; a target that comes back under its name is the same again. */
  readonly name: string;
  /** What every series of it gets: `job`, `instance`, `pod`, … */
  readonly labels: LabelSet;
  /** Writes what it exposes at an instant. False if it does not answer. */
  expose(page: ScrapePage, at: number): boolean;
}
