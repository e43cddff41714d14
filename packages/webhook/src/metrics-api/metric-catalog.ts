import {
  CustomRegistry,
  ExternalRegistry,
  emptyListing,
  type KindRow,
  type Listing,
  type MetricFamily,
  type MetricRule,
  type MetricsService,
  type RuleListing,
  relist,
  type SeriesAnswer,
  seriesQueries,
} from '@flyball/core';
import type { MetricRules } from '../config/index.ts';
import type { Clock, ClusterObjects, Log } from '../ports/index.ts';
import { type CompiledRules, compileRules, ruleName } from './compile-rules.ts';
import { gauge } from './measurements.ts';
import type { MetricServers } from './metric-servers.ts';

export interface MetricCatalogOptions {
  readonly rules: MetricRules;
  readonly servers: MetricServers;
  /** Absent: there is no cluster whose kinds could be asked for. */
  readonly cluster?: ClusterObjects;
  readonly clock: Clock;
  readonly log: Log;
  /** Series count that had samples in so long a time before the listing, in milliseconds. */
  readonly seriesAgeMs: number;
  /** So long a rule whose listing fails keeps its metrics, in milliseconds. */
  readonly keepForMs: number;
  /** Which of the two APIs are served. */
  readonly serve: { readonly custom: boolean; readonly external: boolean };
}

/** How it stands with one rule. */
export interface RuleStatus {
  readonly rule: string;
  readonly metrics: number;
  /** How many series its last listing found; absent for explicit rules. */
  readonly series?: number;
  readonly listedAt?: number;
  /** Why it does not work, or why its last listing failed. */
  readonly failure?: string;
}

/** So many listings of series are under way at once. */
const listingsAtOnce = 4;

/**
 * What metrics there are: the rules, for the kinds of the cluster and the series of the servers as
 * they were when `refresh` was last called. Each rule stands for itself: one that fails keeps what
 * it had, and the others go on.
 */
export class MetricCatalog {
  readonly #options: MetricCatalogOptions;
  #kinds: { readonly rows: readonly KindRow[]; readonly text: string } | null = null;
  #rules: CompiledRules;
  #listings: readonly Listing[];
  #service: MetricsService;
  #refreshed = false;

  constructor(options: MetricCatalogOptions) {
    this.#options = options;
    this.#rules = compileRules(options.rules, null);
    this.#listings = this.#rules.adapters.map(({ adapter }) => emptyListing(adapter));
    this.#service = this.#makeService();
  }

  /** For answering requests, as things are at present. */
  get service(): MetricsService {
    return this.#service;
  }

  /** What a rule is called. */
  nameOf(rule: MetricRule): string {
    return this.#rules.names.get(rule) ?? 'a rule of before';
  }

  /**
   * Why nobody should be sent here yet, or null. A rule that fails keeps nobody away from the
   * others; before the first listing, or while none has ever succeeded, all would seem unknown.
   */
  get unready(): string | null {
    if (!this.#refreshed) return 'the first listing of series is not done';
    const { custom, external } = this.#rules.explicit;
    const listed = this.#listings.flatMap((each) => [...each.custom, ...each.external]);
    const works = listed.some(({ listedAt }) => listedAt !== undefined);
    if (works || custom.length + external.length > 0 || listed.length === 0) return null;
    const failure = listed.find((each) => each.failure !== undefined)?.failure;
    return `no listing of series has succeeded${failure === undefined ? '' : `: ${failure}`}`;
  }

  /** Asks the cluster for its kinds and the servers for their series. Never throws. */
  async refresh(signal: AbortSignal): Promise<void> {
    await this.#refreshKinds(signal);
    const before = this.#failures();
    this.#listings = await Promise.all(
      this.#rules.adapters.map(async ({ adapter, terms }, i) => {
        const answers = await this.#ask(seriesQueries(adapter), terms, signal);
        return relist(adapter, this.#listings[i] ?? emptyListing(adapter), answers, {
          at: this.#options.clock.now(),
          keepFor: this.#options.keepForMs,
        });
      }),
    );
    if (signal.aborted) return;
    this.#tellChanges(before);
    this.#refreshed = true;
    this.#service = this.#makeService();
  }

  /** How it stands with each rule, those that cannot work included. */
  statuses(): readonly RuleStatus[] {
    const listed = this.#rules.adapters.flatMap(({ name }, i) => {
      const listing = this.#listings[i];
      return (['custom', 'external'] as const).flatMap((member) =>
        (listing?.[member] ?? []).map((each, index) =>
          statusOf(ruleName(name, member, index), each),
        ),
      );
    });
    const { custom, external } = this.#rules.explicit;
    const explicit = [...custom, ...external].map(({ rule }) => ({
      rule: this.nameOf(rule),
      metrics: 1,
    }));
    const broken = this.#rules.problems.map(({ rule, problem }) => ({
      rule,
      metrics: 0,
      failure: `${problem.message}; ${problem.remedy}`,
    }));
    return [...listed, ...explicit, ...broken];
  }

  measurements(): readonly MetricFamily[] {
    const statuses = this.statuses();
    const of = (value: (status: RuleStatus) => number | undefined) =>
      statuses.flatMap((status) => {
        const number = value(status);
        return number === undefined ? [] : [{ labels: { rule: status.rule }, value: number }];
      });
    return [
      gauge(
        'metrics',
        'Metrics that a rule makes.',
        of(({ metrics }) => metrics),
      ),
      gauge(
        'series',
        'Series that the last listing of a rule found.',
        of(({ series }) => series),
      ),
      gauge(
        'last_listing_timestamp_seconds',
        'When the listing of a rule last succeeded.',
        of(({ listedAt }) => (listedAt === undefined ? undefined : listedAt / 1000)),
      ),
      gauge(
        'rule_failing',
        'Whether a rule cannot work or its last listing failed.',
        of(({ failure }) => (failure === undefined ? 0 : 1)),
      ),
    ];
  }

  async #refreshKinds(signal: AbortSignal): Promise<void> {
    const { cluster, log, rules } = this.#options;
    if (cluster === undefined) return;
    const found = await cluster.kinds({ signal });
    if (!found.ok) {
      if (!signal.aborted) {
        log.write('warn', 'kinds of the cluster unknown, the last stay in force', {
          problem: found.message,
        });
      }
      return;
    }
    const text = JSON.stringify(found.value);
    if (text === this.#kinds?.text) return;
    this.#kinds = { rows: found.value, text };
    this.#rules = compileRules(rules, found.value);
    log.write('info', 'kinds of the cluster read', { kinds: found.value.length });
    for (const { rule, problem } of this.#rules.problems) {
      log.write('warn', 'rule cannot work', { rule, problem: problem.message });
    }
  }

  async #ask(
    selectors: readonly string[],
    terms: CompiledRules['adapters'][number]['terms'],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, SeriesAnswer>> {
    const { clock, seriesAgeMs, servers } = this.#options;
    const end = clock.now();
    const span = { start: end - seriesAgeMs, end };
    const answers = new Map<string, SeriesAnswer>();
    const waiting = selectors.values();
    const worker = async (): Promise<void> => {
      // The workers share one iterator: each takes the next that nobody has taken.
      for (const selector of waiting) {
        answers.set(selector, await servers.series(terms, selector, span, signal));
      }
    };
    await Promise.all(Array.from({ length: listingsAtOnce }, worker));
    return answers;
  }

  #failures(): ReadonlyMap<string, string> {
    return new Map(
      this.statuses().flatMap(({ rule, failure }) =>
        failure === undefined ? [] : [[rule, failure]],
      ),
    );
  }

  /** A failure that lasts is told once, and its end. */
  #tellChanges(before: ReadonlyMap<string, string>): void {
    const { log } = this.#options;
    const now = this.#failures();
    for (const [rule, problem] of now) {
      if (before.get(rule) !== problem) log.write('warn', 'rule failing', { rule, problem });
    }
    // That the first listing has succeeded is nothing to tell.
    if (!this.#refreshed) return;
    for (const rule of before.keys()) {
      if (!now.has(rule)) log.write('info', 'rule works again', { rule });
    }
  }

  #makeService(): MetricsService {
    const { serve, rules } = this.#options;
    const { kinds, explicit } = this.#rules;
    const unlisted = this.#unlisted();
    const metrics = <Metric>(pick: (listing: Listing) => readonly RuleListing<Metric>[]) =>
      this.#listings.flatMap((listing) => pick(listing).flatMap((each) => each.metrics));
    return {
      kinds,
      compatibility: rules.compatibility,
      ...(serve.custom && {
        custom: new CustomRegistry([...metrics(({ custom }) => custom), ...explicit.custom]),
      }),
      ...(serve.external && {
        external: new ExternalRegistry([
          ...metrics(({ external }) => external),
          ...explicit.external,
        ]),
      }),
      ...(unlisted !== undefined && { unlisted }),
    };
  }

  #unlisted(): string | undefined {
    const failing = [...this.#failures()];
    const [first] = failing;
    if (first === undefined) return undefined;
    const more = failing.length === 1 ? '' : `, and ${failing.length - 1} more rules fail`;
    return `the rule ${first[0]} fails: ${first[1]}${more}`;
  }
}

function statusOf(
  rule: string,
  { metrics, seriesCount, listedAt, failure }: RuleListing<unknown>,
): RuleStatus {
  return {
    rule,
    metrics: metrics.length,
    series: seriesCount,
    ...(listedAt !== undefined && { listedAt }),
    ...(failure !== undefined
      ? { failure }
      : listedAt === undefined && { failure: 'not listed yet' }),
  };
}
