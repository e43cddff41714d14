import { goQuote } from '../../go/index.ts';
import type { Requirement, Selector } from '../../selectors/index.ts';
import { compareText, TemplateError } from '../../template/index.ts';
import type { AdapterCompatibility } from '../compatibility.ts';
import type { DiscoveryRule } from '../config/config.ts';
import { type GroupResource, NAMESPACES } from '../kinds/group-resource.ts';
import type { KindTable } from '../kinds/kind-table.ts';
import {
  type LabelCondition,
  matcher,
  matcherOf,
  oneOf,
  UnsupportedOperatorError,
  type ValueEscaping,
} from './label-matchers.ts';
import { type MetricName, MetricNames } from './metric-name.ts';
import { EmptyQueryError, type QueryTemplate, readQueryTemplate } from './query-template.ts';
import { NoLabelError, ResourceLabels } from './resource-labels.ts';

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

/** Asks for the metric of objects. */
export interface ObjectQuestion {
  readonly series: string;
  readonly resource: GroupResource;
  /** Empty for objects that stand in no namespace. */
  readonly namespace: string;
  readonly names: readonly string[];
  readonly selector?: Selector;
}

/** Asks for a metric that is of no object. */
export interface ExternalQuestion {
  readonly series: string;
  readonly namespace: string;
  readonly selector?: Selector;
}

export type QueryFaultCode = 'template' | 'empty-query' | 'no-label' | 'unsupported-operator';

export type RuleQuery =
  | {
      readonly ok: true;
      readonly query: string;
      /** The label whose value names the object; empty for an external metric. */
      readonly label: string;
    }
  | { readonly ok: false; readonly code: QueryFaultCode; readonly message: string };

/** One rule of the configuration, ready to name metrics and write queries. */
export class AdapterRule {
  readonly config: DiscoveryRule;
  readonly labels: ResourceLabels;
  readonly names: MetricNames;
  readonly #template: QueryTemplate;
  readonly #escaping: ValueEscaping;

  /** @throws {RuleFault} */
  constructor(config: DiscoveryRule, kinds: KindTable, compatibility: AdapterCompatibility) {
    const exact = compatibility === 'prometheus-adapter';
    this.config = config;
    this.labels = new ResourceLabels(config.resources, kinds);
    this.#template = readQueryTemplate(config.metricsQuery ?? '', {
      checked: !exact,
      member: 'metricsQuery',
      about: `unable to construct metrics query associated with series query ${goQuote(config.seriesQuery)}`,
    });
    this.names = new MetricNames(config);
    this.#escaping = exact ? 'none' : 'pattern';
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
  objectQuery({ series, resource, namespace, names, selector }: ObjectQuestion): RuleQuery {
    return answer(() => {
      const conditions = conditionsOf(selector);
      if (namespace !== '') conditions.push(this.#inNamespace(namespace));
      const { matchers, values } = this.#matchers(conditions);
      const label = this.labels.labelOf(resource);
      const [name = ''] = names;
      matchers.push(
        names.length > 1 ? oneOf(label, names, this.#escaping) : matcher(label, '=', name),
      );
      values.set(label, names.join('|'));
      return { query: this.#fill(series, matchers, values, [label]), label };
    });
  }

  /** The query for a metric that is of no object. */
  externalQuery({ series, namespace, selector }: ExternalQuestion): RuleQuery {
    return answer(() => {
      const conditions = conditionsOf(selector);
      if (namespace !== '' && this.config.resources.namespaced !== false) {
        conditions.push(this.#inNamespace(namespace));
      }
      const { matchers, values } = this.#matchers(conditions);
      return { query: this.#fill(series, matchers, values, []), label: '' };
    });
  }

  #inNamespace(namespace: string): LabelCondition {
    return { label: this.labels.labelOf(NAMESPACES), operator: '=', values: [namespace] };
  }

  #matchers(conditions: readonly LabelCondition[]): {
    readonly matchers: string[];
    readonly values: Map<string, string>;
  } {
    const values = new Map<string, string>();
    const matchers = conditions.map((condition) => {
      values.set(condition.label, condition.values.join('|'));
      return matcherOf(condition, this.#escaping);
    });
    return { matchers, values };
  }

  #fill(
    series: string,
    labelMatchers: readonly string[],
    labelValuesByName: ReadonlyMap<string, string>,
    groupBy: readonly string[],
  ): string {
    return this.#template.fill({ series, labelMatchers, labelValuesByName, groupBy });
  }
}

/** Sorted by key, the values of each as a sorted set. */
function conditionsOf(selector: Selector | undefined): LabelCondition[] {
  const requirements = (selector?.requirements ?? []).toSorted((one, other) =>
    compareText(one.key, other.key),
  );
  return requirements.map(conditionOf);
}

function conditionOf({ key, operator, values }: Requirement): LabelCondition {
  return { label: key, operator, values: [...new Set(values)].sort(compareText) };
}

function answer(make: () => { readonly query: string; readonly label: string }): RuleQuery {
  try {
    return { ok: true, ...make() };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    return { ok: false, code, message: error.message };
  }
}

function codeOf(error: unknown): QueryFaultCode | undefined {
  if (error instanceof TemplateError) return 'template';
  if (error instanceof EmptyQueryError) return 'empty-query';
  if (error instanceof NoLabelError) return 'no-label';
  return error instanceof UnsupportedOperatorError ? 'unsupported-operator' : undefined;
}
