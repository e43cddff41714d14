import type { Adapter } from '../compile.ts';
import type { AdapterRule, SeriesLabels } from '../rules/adapter-rule.ts';
import {
  CustomRegistry,
  customMetricsOf,
  ExternalRegistry,
  externalMetricsOf,
  type ListedExternalMetric,
  type ListedMetric,
} from './registry.ts';

/** What Prometheus said of one series query. */
export type SeriesAnswer =
  | { readonly ok: true; readonly series: readonly SeriesLabels[] }
  | { readonly ok: false; readonly reason: string };

/** How it stands with one rule. */
export interface RuleListing<Metric> {
  readonly metrics: readonly Metric[];
  /** How many series the last successful listing found, before the rule's filters. */
  readonly seriesCount: number;
  /** When a listing last succeeded, in milliseconds since the epoch. */
  readonly listedAt?: number;
  /** Why the last listing failed; the metrics are then those of the last that did not. */
  readonly failure?: string;
}

/** The metrics there are, by rule; a rule that cannot work has none. */
export interface Listing {
  readonly custom: readonly RuleListing<ListedMetric>[];
  readonly external: readonly RuleListing<ListedExternalMetric>[];
}

export interface RelistOptions {
  /** The instant of the listing, in milliseconds since the epoch. */
  readonly at: number;
  /** How long a rule whose listing fails keeps its metrics; without it forever. */
  readonly keepFor?: number;
}

/** Before the first listing. */
export function emptyListing(adapter: Adapter): Listing {
  const nothing = () => ({ metrics: [], seriesCount: 0 });
  return { custom: adapter.custom.map(nothing), external: adapter.external.map(nothing) };
}

/** The distinct queries that a listing asks Prometheus for. */
export function seriesQueries(adapter: Adapter): readonly string[] {
  const rules = [...adapter.custom, ...adapter.external];
  return [
    ...new Set(rules.flatMap((rule) => (rule === undefined ? [] : [rule.config.seriesQuery]))),
  ];
}

/**
 * Takes what Prometheus answered into a new listing. Each rule stands for itself: one whose query
 * failed keeps what it had. (prometheus-adapter keeps everything as it was when one query fails;
 * so does this under its compatibility, each of the two lists for itself.)
 */
export function relist(
  adapter: Adapter,
  previous: Listing,
  answers: ReadonlyMap<string, SeriesAnswer>,
  options: RelistOptions,
): Listing {
  return {
    custom: relistRules(
      adapter,
      adapter.custom,
      previous.custom,
      answers,
      options,
      customMetricsOf,
    ),
    external: relistRules(
      adapter,
      adapter.external,
      previous.external,
      answers,
      options,
      externalMetricsOf,
    ),
  };
}

function relistRules<Metric>(
  adapter: Adapter,
  rules: readonly (AdapterRule | undefined)[],
  previous: readonly RuleListing<Metric>[],
  answers: ReadonlyMap<string, SeriesAnswer>,
  options: RelistOptions,
  metricsOf: (rule: AdapterRule, series: readonly SeriesLabels[]) => readonly Metric[],
): readonly RuleListing<Metric>[] {
  const answerFor = (rule: AdapterRule): SeriesAnswer =>
    answers.get(rule.config.seriesQuery) ?? { ok: false, reason: 'the query was not asked' };
  const together = adapter.compatibility === 'prometheus-adapter';
  const failed = rules
    .map((rule) => (rule === undefined ? undefined : answerFor(rule)))
    .find((answer) => answer?.ok === false);
  return rules.map((rule, i) => {
    const before = previous[i] ?? { metrics: [], seriesCount: 0 };
    if (rule === undefined) return before;
    const answer = together && failed?.ok === false ? failed : answerFor(rule);
    if (!answer.ok) return afterFailure(before, answer.reason, options);
    const metrics = metricsOf(rule, answer.series);
    return { metrics, seriesCount: answer.series.length, listedAt: options.at };
  });
}

function afterFailure<Metric>(
  before: RuleListing<Metric>,
  failure: string,
  { at, keepFor = Number.POSITIVE_INFINITY }: RelistOptions,
): RuleListing<Metric> {
  const tooOld = before.listedAt !== undefined && at - before.listedAt > keepFor;
  return { ...before, ...(tooOld && { metrics: [] }), failure };
}

/**
 * What the custom metrics API serves by this listing: a later rule outdoes an earlier one, and an
 * explicit rule every other.
 */
export function customRegistry(
  listing: Listing,
  explicit: readonly ListedMetric[] = [],
): CustomRegistry {
  return new CustomRegistry([...listing.custom.flatMap(({ metrics }) => metrics), ...explicit]);
}

/** What the external metrics API serves by this listing. */
export function externalRegistry(
  listing: Listing,
  explicit: readonly ListedExternalMetric[] = [],
): ExternalRegistry {
  return new ExternalRegistry([...listing.external.flatMap(({ metrics }) => metrics), ...explicit]);
}
