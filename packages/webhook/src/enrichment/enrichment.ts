import { completeHistogram, type FamilySample, type MetricFamily } from '@flyball/core';
import type { DataPlaneConfig, EnrichmentConfig } from '../config/index.ts';
import type { CallOptions, Clock, HttpFetch, Log, PodAddresses } from '../ports/index.ts';
import type { EnrichedFamily } from './enrich-families.ts';
import { DataPlaneFinder, type FoundDataPlanes } from './find-data-planes.ts';
import { inParallel } from './in-parallel.ts';
import { KongCatalogue } from './kong-catalogue.ts';
import { ownMetrics } from './own-metrics.ts';
import { ScrapedDataPlane, type ScrapeReport } from './scraped-data-plane.ts';

export interface EnrichmentDependencies {
  readonly fetch: HttpFetch;
  /** Null where all data planes have addresses of their own. */
  readonly pods: PodAddresses | null;
  readonly clock: Clock;
  readonly log: Log;
}

export interface EnrichmentLimits {
  /**
   * How long one scrape of one data plane may take, in milliseconds.
   * @defaultValue 5,000
   */
  readonly timeoutMs?: number;
  /**
   * Data planes that are scraped side by side.
   * @defaultValue 16
   */
  readonly atOnce?: number;
  /**
   * The longest answer of a data plane, in bytes.
   * @defaultValue 32 MiB
   */
  readonly maxResponseBytes?: number;
  /**
   * The most samples in an answer of a data plane.
   * @defaultValue 200,000
   */
  readonly maxSamples?: number;
  /**
   * The most series that are shown. Data planes that would exceed it are left out, and say so.
   * @defaultValue 500,000
   */
  readonly maxSeries?: number;
  /**
   * So long an answer may be given again, in milliseconds: several Prometheus that scrape at
   * almost the same time make one round. 0 for never.
   * @defaultValue 500
   */
  readonly reuseMs?: number;
}

/** The metrics of all data planes, as they are at the moment of asking. */
export interface Enrichment {
  /**
   * Scrapes every data plane, now: what is shown is never older than the asking, nothing runs
   * between two scrapes, and a gateway that does not answer is missing instead of frozen.
   */
  collect(options: CallOptions): Promise<readonly MetricFamily[]>;
}

export function createEnrichment(
  config: EnrichmentConfig,
  dependencies: EnrichmentDependencies,
  limits: EnrichmentLimits = {},
): Enrichment {
  const round = new Round(config, dependencies, limits);
  const { clock } = dependencies;
  const { reuseMs = 500 } = limits;
  let last: { readonly families: readonly MetricFamily[]; readonly at: number } | undefined;
  let running: Promise<readonly MetricFamily[]> | undefined;
  return {
    async collect(options) {
      if (last !== undefined && clock.now() - last.at < reuseMs) return last.families;
      running ??= round
        .run(options)
        .then((families) => {
          last = { families, at: clock.now() };
          return families;
        })
        .finally(() => {
          running = undefined;
        });
      return running;
    },
  };
}

interface Source {
  readonly finder: DataPlaneFinder;
  readonly catalogue: KongCatalogue;
}

/** Scrapes all data planes, again and again, and forgets those that have gone. */
class Round {
  readonly #config: EnrichmentConfig;
  readonly #dependencies: EnrichmentDependencies;
  readonly #limits: EnrichmentLimits;
  readonly #sources: readonly Source[];
  #known: ReadonlyMap<string, ScrapedDataPlane> = new Map();
  readonly #silent = new Set<string>();

  constructor(
    config: EnrichmentConfig,
    dependencies: EnrichmentDependencies,
    limits: EnrichmentLimits,
  ) {
    const { fetch, pods, clock, log } = dependencies;
    this.#config = config;
    this.#dependencies = dependencies;
    this.#limits = limits;
    this.#sources = config.dataPlanes.map((dataPlane: DataPlaneConfig) => ({
      finder: new DataPlaneFinder(dataPlane, pods, log),
      catalogue: new KongCatalogue(fetch, clock),
    }));
  }

  async run(options: CallOptions): Promise<readonly MetricFamily[]> {
    const { timeoutMs = 5_000, atOnce = 16, maxSeries = 500_000 } = this.#limits;
    const { maxResponseBytes = 32 * 2 ** 20, maxSamples = 200_000 } = this.#limits;
    const found = await Promise.all(this.#sources.map(({ finder }) => finder.find(options)));
    const scraped = this.#scraped(found);
    const reports = await inParallel(scraped, atOnce, (each) =>
      each.scrape({ timeoutMs, maxResponseBytes, maxSamples }, options),
    );
    const shown = within(maxSeries, reports);
    for (const report of shown) this.#tell(report);
    return [...merged(shown), ...ownMetrics(found, shown)];
  }

  /** Those that were found, each with its past; the first of several with one key. */
  #scraped(found: readonly FoundDataPlanes[]): readonly ScrapedDataPlane[] {
    const now = new Map<string, ScrapedDataPlane>();
    for (const [index, { catalogue }] of this.#sources.entries()) {
      for (const dataPlane of found[index]?.dataPlanes ?? []) {
        const { key } = dataPlane;
        if (now.has(key)) continue;
        const known = this.#known.get(key);
        now.set(
          key,
          known ?? new ScrapedDataPlane(dataPlane, this.#config, catalogue, this.#dependencies),
        );
      }
    }
    this.#known = now;
    return [...now.values()];
  }

  /** A change is told once, not with every scrape. */
  #tell({ dataPlane, problem, unmapped }: ScrapeReport): void {
    const { log } = this.#dependencies;
    const { key, url, pod } = dataPlane;
    const fields = { url, pod };
    if (problem !== null && !this.#silent.has(key)) {
      this.#silent.add(key);
      const { reason, message } = problem;
      log.write('warn', 'data plane not scraped', { ...fields, reason, problem: message });
    } else if (problem === null && this.#silent.delete(key)) {
      log.write('info', 'data plane scraped again', fields);
    }
    const names = [...unmapped].filter((name) => !this.#silent.has(`service ${name}`));
    if (names.length === 0) return;
    for (const name of names) this.#silent.add(`service ${name}`);
    log.write('warn', 'services that no mapping knows', { ...fields, services: names });
  }
}

/** The reports as they fit: one whose series are too many fails, instead of a random part of it. */
function within(maxSeries: number, reports: readonly ScrapeReport[]): readonly ScrapeReport[] {
  let series = 0;
  return reports.map((report) => {
    const own = report.families.reduce((sum, { samples }) => sum + samples.length, 0);
    if (series + own <= maxSeries) {
      series += own;
      return report;
    }
    const message = `its ${own} series would be more than the ${maxSeries} that are shown; select services, or keep fewer labels`;
    return { ...report, families: [], problem: { reason: 'invalid', message } };
  });
}

/** Families of all gateways together: a family stands in an exposition once. */
function merged(reports: readonly ScrapeReport[]): readonly MetricFamily[] {
  const drafts = new Map<string, { family: EnrichedFamily; samples: FamilySample[] }>();
  for (const { families } of reports) {
    for (const family of families) {
      const draft = drafts.get(family.name) ?? { family, samples: [] };
      drafts.set(family.name, draft);
      // A gateway of another version may show it as another type: then it is another metric.
      if (draft.family.type === family.type) {
        for (const sample of family.samples) draft.samples.push(sample);
      }
    }
  }
  return [...drafts.values()].map(({ family: { name, type, help, bounds }, samples }) => {
    const whole = { name, type, ...(help !== undefined && { help }), samples };
    return type === 'histogram' ? completeHistogram(whole, bounds) : whole;
  });
}
