import {
  type Adapter,
  type CustomRegistry,
  customRegistry,
  type ExternalRegistry,
  emptyListing,
  externalRegistry,
  type Listing,
  parseVectorSelector,
  type Reading,
  relist,
  type SeriesAnswer,
  type SeriesLabels,
  seriesQueries,
} from '@flyball/core';
import { Matcher, matchesAll, type SeriesStore } from '../../promql/index.ts';
import type { QueryRunner } from '../query/index.ts';
import { type Beat, type Process, Ticker } from '../timing/index.ts';
import { type AdapterMetric, readAdapterMetric } from './read-adapter-metric.ts';

/** Spans and instants in milliseconds. */
export interface AdapterServerOptions {
  readonly adapter: Adapter;
  readonly store: SeriesStore;
  /** Whom it asks for values. */
  readonly prometheus: QueryRunner;
  readonly startedAt: number;
  /** `--metrics-relist-interval`; every 60,000 from the start by default, as its chart has it. */
  readonly relist?: Beat;
  /** `--metrics-max-age`: how far back a series may have ended; the interval by default. */
  readonly maxAge?: number;
  /** A listing that fails, as while Prometheus is down. */
  readonly fault?: (at: number) => 'unavailable' | undefined;
}

/** A listing of the series there are. */
export interface Relist {
  readonly at: number;
  readonly ok: boolean;
  /** How many metrics are served from now on. */
  readonly metrics: number;
}

/**
 * prometheus-adapter: lists at intervals which metrics there are, and asks Prometheus for a value
 * whenever the HorizontalPodAutoscaler asks for one. What it answers, and in which words it refuses,
 * is core's.
 */
export class AdapterServer implements Process<Relist> {
  readonly #options: AdapterServerOptions;
  readonly #maxAge: number;
  readonly #ticker: Ticker;
  readonly #matchers: ReadonlyMap<string, readonly Matcher[]>;
  #listing: Listing;
  #custom: CustomRegistry;
  #external: ExternalRegistry;

  /**
   * @throws {VectorSelectorError} if a `seriesQuery` is no selector
   * @throws {RangeError} if the interval is not positive
   */
  constructor(options: AdapterServerOptions) {
    const { adapter, store, startedAt } = options;
    const { relist: beat = { interval: 60_000, phase: startedAt } } = options;
    this.#options = options;
    this.#maxAge = options.maxAge ?? beat.interval;
    store.retain(this.#maxAge);
    this.#ticker = new Ticker(beat, startedAt);
    this.#matchers = new Map(seriesQueries(adapter).map((query) => [query, matchersOf(query)]));
    this.#listing = emptyListing(adapter);
    this.#custom = customRegistry(this.#listing);
    this.#external = externalRegistry(this.#listing);
  }

  nextEventAt(): number {
    return this.#ticker.nextEventAt();
  }

  advance(to: number): readonly Relist[] {
    return this.#ticker.advance(to).map((at) => this.#relist(at));
  }

  /** What the HorizontalPodAutoscaler is answered when it asks for a metric at an instant. */
  read(metric: AdapterMetric, at: number): Reading {
    const { adapter, prometheus } = this.#options;
    const { kinds, compatibility } = adapter;
    const service = { kinds, compatibility, custom: this.#custom, external: this.#external };
    return readAdapterMetric(metric, service, prometheus, at);
  }

  #relist(at: number): Relist {
    const { adapter, fault } = this.#options;
    const ok = fault?.(at) === undefined;
    const answers = new Map(
      [...this.#matchers].map(([query, matchers]): [string, SeriesAnswer] => [
        query,
        ok
          ? { ok, series: this.#seriesSince(matchers, at - this.#maxAge) }
          : { ok, reason: 'Prometheus does not answer' },
      ]),
    );
    this.#listing = relist(adapter, this.#listing, answers, { at });
    this.#custom = customRegistry(this.#listing);
    this.#external = externalRegistry(this.#listing);
    return { at, ok, metrics: this.#custom.list().length + this.#external.list().length };
  }

  #seriesSince(matchers: readonly Matcher[], start: number): readonly SeriesLabels[] {
    return this.#options.store.all
      .filter(({ samples, labels }) => samples.newest >= start && matchesAll(matchers, labels))
      .map(({ labels }) => labels.toRecord());
  }
}

function matchersOf(seriesQuery: string): readonly Matcher[] {
  const { matchers } = parseVectorSelector(seriesQuery);
  return matchers.map(({ name, operator, value }) => new Matcher(name, operator, value));
}
