import type { EnrichmentConfig } from '../config/index.ts';
import type { CallOptions, Clock, FailureReason, HttpFetch, Result } from '../ports/index.ts';
import type { DataPlane } from './data-plane.ts';
import { type EnrichedFamily, enrichFamilies, serviceNames } from './enrich-families.ts';
import type { KongCatalogue } from './kong-catalogue.ts';
import { RunningTotals } from './running-totals.ts';
import { type ScrapeLimits, scrape } from './scrape.ts';
import { resolveService } from './service-names.ts';

/** What one scrape of a gateway brought. */
export interface ScrapeReport {
  readonly dataPlane: DataPlane;
  /** Empty when it failed: no value of an earlier scrape is shown again. */
  readonly families: readonly EnrichedFamily[];
  /** Why it failed; null when it did not. */
  readonly problem: { readonly reason: FailureReason; readonly message: string } | null;
  readonly durationMs: number;
  /** Of the gateway's own answer. */
  readonly samples: number;
  readonly unmapped: ReadonlySet<string>;
  /** How often scrapes of it failed, by reason. */
  readonly failures: ReadonlyMap<FailureReason, number>;
}

/** A gateway with what has to be remembered of it between scrapes. */
export class ScrapedDataPlane {
  readonly dataPlane: DataPlane;
  readonly #config: EnrichmentConfig;
  readonly #catalogue: KongCatalogue;
  readonly #fetch: HttpFetch;
  readonly #clock: Clock;
  readonly #totals = new RunningTotals();
  readonly #failures = new Map<FailureReason, number>();

  constructor(
    dataPlane: DataPlane,
    config: EnrichmentConfig,
    catalogue: KongCatalogue,
    { fetch, clock }: { readonly fetch: HttpFetch; readonly clock: Clock },
  ) {
    this.dataPlane = dataPlane;
    this.#config = config;
    this.#catalogue = catalogue;
    this.#fetch = fetch;
    this.#clock = clock;
  }

  async scrape(limits: ScrapeLimits, options: CallOptions): Promise<ScrapeReport> {
    const { dataPlane } = this;
    const began = this.#clock.now();
    const report = (rest: Omit<ScrapeReport, 'dataPlane' | 'durationMs' | 'failures'>) => ({
      dataPlane,
      durationMs: this.#clock.now() - began,
      failures: this.#failures,
      ...rest,
    });
    const failed = ({ reason, message }: Extract<Result<unknown>, { ok: false }>) => {
      this.#failures.set(reason, (this.#failures.get(reason) ?? 0) + 1);
      const problem = { reason, message };
      return report({ families: [], problem, samples: 0, unmapped: new Set() });
    };

    const scraped = await scrape(this.#fetch, dataPlane.url, limits, options.signal);
    if (!scraped.ok) return failed(scraped);
    const { metrics, mapping } = this.#config;
    const samples = scraped.value.reduce((sum, family) => sum + family.samples.length, 0);
    const names = [...serviceNames(scraped.value, metrics)].filter(
      (name) => resolveService(name, mapping, new Map()) === undefined,
    );
    const catalogue =
      mapping.tags && names.length > 0
        ? await this.#catalogue.read(dataPlane.origin, new Set(names), limits, options)
        : { ok: true as const, value: new Map() };
    if (!catalogue.ok) return failed(catalogue);
    const enriched = enrichFamilies(
      scraped.value,
      dataPlane.origin,
      this.#config,
      catalogue.value,
      this.#totals,
    );
    return report({ ...enriched, problem: null, samples });
  }
}
