import { goQuote } from '../../go/index.ts';
import type { AdapterCompatibility } from '../compatibility.ts';
import type { DiscoveryRule } from '../config/config.ts';
import type { GroupResource } from '../kinds/group-resource.ts';
import type { KindTable } from '../kinds/kind-table.ts';
import { type MetricName, MetricNames } from './metric-name.ts';
import type { MetricRule, RuleTerms } from './metric-rule.ts';
import { type QueryTemplate, readQueryTemplate } from './query-template.ts';
import {
  type ExternalQuestion,
  type ObjectQuestion,
  QueryWriter,
  type RuleQuery,
} from './query-writer.ts';
import { ResourceLabels } from './resource-labels.ts';

/** The labels of a series, `__name__` among them. */
export type SeriesLabels = Readonly<Record<string, string>>;

/** What a rule makes of one series. */
export interface SeriesReading {
  /** The name of the series; empty if it has none. */
  readonly series: string;
  readonly name: MetricName;
  readonly resources: readonly GroupResource[];
  /** Whether the metrics stand in a namespace, as the labels alone tell. */
  readonly namespaced: boolean;
}

/** One rule of the configuration, ready to name metrics and write queries. */
export class AdapterRule implements MetricRule {
  readonly terms: RuleTerms;
  readonly compatibility: AdapterCompatibility;
  readonly config: DiscoveryRule;
  readonly labels: ResourceLabels;
  readonly names: MetricNames;
  readonly #template: QueryTemplate;
  readonly #writer: QueryWriter;

  /** @throws {RuleFault} */
  constructor(
    config: DiscoveryRule,
    kinds: KindTable,
    compatibility: AdapterCompatibility,
    terms: RuleTerms = {},
  ) {
    const exact = compatibility === 'prometheus-adapter';
    this.terms = terms;
    this.config = config;
    this.compatibility = compatibility;
    this.labels = new ResourceLabels(config.resources, kinds);
    this.#template = readQueryTemplate(config.metricsQuery ?? '', {
      checked: !exact,
      member: 'metricsQuery',
      about: `unable to construct metrics query associated with series query ${goQuote(config.seriesQuery)}`,
    });
    this.names = new MetricNames(config);
    this.#writer = new QueryWriter(this.labels, this.#template, exact ? 'none' : 'full');
  }

  /** Whether the query depends on the name of the series. */
  get usesSeries(): boolean {
    return this.#template.usesSeries;
  }

  /** Whether the rule takes the series. */
  takes(labels: SeriesLabels): boolean {
    return this.names.takes(labels['__name__'] ?? '');
  }

  /** What the rule makes of a series. */
  read(labels: SeriesLabels): SeriesReading {
    const { __name__: series = '', ...others } = labels;
    return { series, name: this.names.of(series), ...this.labels.ofSeries(Object.keys(others)) };
  }

  /** The query for the metric of objects. */
  objectQuery(question: ObjectQuestion): RuleQuery {
    return this.#writer.objects(question);
  }

  /** The query for a metric that is of no object; `namespaced: false` leaves the namespace out. */
  externalQuery(question: ExternalQuestion): RuleQuery {
    const everywhere = this.config.resources.namespaced === false;
    return this.#writer.external(everywhere ? { ...question, namespace: '' } : question);
  }
}
