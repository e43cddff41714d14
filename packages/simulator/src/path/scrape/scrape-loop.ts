import { requirePositive } from '@flyball/core';
import type { SeriesStore } from '../../promql/index.ts';
import { xxhash64 } from '../hash/index.ts';
import { EventQueue, nextBeat, type Process } from '../timing/index.ts';
import type { ScrapeTarget } from './scrape-target.ts';
import { TargetScrape } from './target-scrape.ts';

/**
 * What goes wrong with scrapes: nobody answers; Prometheus leaves them out, so that series are
 * neither continued nor ended; every value is NaN.
 */
export type ScrapeFault = 'unreachable' | 'skipped' | 'nan';

/** Spans and instants in milliseconds. */
export interface ScrapeOptions {
  readonly store: SeriesStore;
  /** The targets there are at an instant. */
  readonly targets: (at: number) => readonly ScrapeTarget[];
  /** `scrape_interval`. */
  readonly interval: number;
  /** From when on there is a Prometheus. */
  readonly startedAt: number;
  /**
   * When in the interval a target is scraped, counted from the epoch; by default a hash of its name
   * says so, as Prometheus spreads its targets.
   */
  readonly phase?: (target: string) => number;
  /** By which the hash is shifted, as a machine's name does it; 0 by default. */
  readonly offsetSeed?: bigint;
  /** How often Prometheus hears of new and gone targets; 5,000 by default, as it is built. */
  readonly discoveryInterval?: number;
  readonly fault?: (at: number, target: string) => ScrapeFault | undefined;
}

/** One scrape, as it went. */
export interface Scrape {
  readonly at: number;
  readonly target: string;
  readonly up: boolean;
}

type Event =
  | { readonly kind: 'discover' }
  | { readonly kind: 'scrape'; readonly scrape: TargetScrape }
  | { readonly kind: 'end'; readonly scrape: TargetScrape; readonly staleAt: number };

/**
 * Scrapes targets into a store. A target that is gone is scraped no more; its series end with the
 * scrape that it would have had next, which Prometheus writes only when another interval and a tenth
 * have passed, in case the target comes back.
 */
export class ScrapeLoop implements Process<Scrape> {
  readonly #options: ScrapeOptions;
  readonly #events = new EventQueue<Event>();
  readonly #running = new Map<string, TargetScrape>();

  /** @throws {RangeError} if an interval is not positive */
  constructor(options: ScrapeOptions) {
    requirePositive('interval', options.interval);
    requirePositive('discoveryInterval', options.discoveryInterval ?? 5_000);
    this.#options = options;
    this.#events.add(options.startedAt, { kind: 'discover' });
  }

  nextEventAt(): number {
    return this.#events.nextAt;
  }

  advance(to: number): readonly Scrape[] {
    const scrapes: Scrape[] = [];
    for (let due = this.#events.takeUntil(to); due; due = this.#events.takeUntil(to)) {
      const { at, event } = due;
      if (event.kind === 'discover') this.#discover(at);
      else if (event.kind === 'end') this.#end(event.scrape, event.staleAt);
      else scrapes.push(...this.#scrape(event.scrape, at));
    }
    return scrapes;
  }

  #discover(at: number): void {
    const { targets, store, discoveryInterval = 5_000 } = this.#options;
    const found = new Map(targets(at).map((target) => [target.name, target]));
    for (const [name, scrape] of this.#running) {
      if (!found.has(name)) this.#stop(name, scrape, at);
    }
    for (const [name, target] of found) {
      if (this.#running.has(name)) continue;
      const scrape = new TargetScrape(target, store);
      this.#running.set(name, scrape);
      this.#events.add(this.#nextScrape(name, at), { kind: 'scrape', scrape });
    }
    this.#events.add(at + discoveryInterval, { kind: 'discover' });
  }

  /** The first instant after another at which a target is scraped. */
  #nextScrape(name: string, at: number): number {
    const { interval, offsetSeed = 0n } = this.#options;
    const { phase = (target) => hashedPhase(target, interval, offsetSeed) } = this.#options;
    const next = nextBeat({ interval, phase: phase(name) }, at);
    return next > at ? next : next + interval;
  }

  #stop(name: string, scrape: TargetScrape, at: number): void {
    const { interval } = this.#options;
    this.#running.delete(name);
    const staleAt = this.#nextScrape(name, at);
    this.#events.add(staleAt + 1.1 * interval, { kind: 'end', scrape, staleAt });
  }

  #end(scrape: TargetScrape, staleAt: number): void {
    scrape.endAll(staleAt);
  }

  #scrape(scrape: TargetScrape, at: number): readonly Scrape[] {
    const { name } = scrape.target;
    if (this.#running.get(name) !== scrape) return [];
    this.#events.add(this.#nextScrape(name, at), { kind: 'scrape', scrape });
    const fault = this.#options.fault?.(at, name);
    if (fault === 'skipped') return [];
    return [{ at, target: name, up: scrape.run(at, fault) }];
  }
}

function hashedPhase(name: string, interval: number, offsetSeed: bigint): number {
  const hash = xxhash64(new TextEncoder().encode(name)) ^ offsetSeed;
  return Number(hash % BigInt(Math.ceil(interval)));
}
