import { compareText } from '../../go/index.ts';
import type { Requirement, Selector } from '../../selectors/index.ts';
import { TemplateError } from '../../template/index.ts';
import { type GroupResource, NAMESPACES } from '../kinds/group-resource.ts';
import {
  type LabelCondition,
  matcher,
  matcherOf,
  oneOf,
  UnsupportedOperatorError,
  type ValueEscaping,
} from './label-matchers.ts';
import { EmptyQueryError, type QueryTemplate } from './query-template.ts';
import { NoLabelError, type ResourceLabels } from './resource-labels.ts';

/** Asks for the metric of objects. */
export interface ObjectQuestion {
  readonly series: string;
  readonly resource: GroupResource;
  /** Empty for objects that stand in no namespace. */
  readonly namespace: string;
  readonly names: readonly string[];
  readonly selector?: Selector;
  /** Labels to group by besides the one of the object. */
  readonly groupBy?: readonly string[];
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

/** Writes queries from a template, and the labels that stand for resources. */
export class QueryWriter {
  readonly #labels: ResourceLabels;
  readonly #template: QueryTemplate;
  readonly #escaping: ValueEscaping;

  constructor(labels: ResourceLabels, template: QueryTemplate, escaping: ValueEscaping) {
    this.#labels = labels;
    this.#template = template;
    this.#escaping = escaping;
  }

  /** The query for the metric of objects. */
  objects(question: ObjectQuestion): RuleQuery {
    const { series, resource, namespace, names, selector, groupBy = [] } = question;
    return answer(() => {
      const conditions = conditionsOf(selector);
      if (namespace !== '') conditions.push(this.#inNamespace(namespace));
      const { matchers, values } = this.#matchers(conditions);
      const label = this.#labels.labelOf(resource);
      const [name = ''] = names;
      matchers.push(
        names.length > 1
          ? oneOf(label, names, this.#escaping)
          : matcher(label, '=', name, this.#escaping),
      );
      values.set(label, names.join('|'));
      return { query: this.#fill(series, matchers, values, [label, ...groupBy]), label };
    });
  }

  /** The query for a metric that is of no object. */
  external({ series, namespace, selector }: ExternalQuestion): RuleQuery {
    return answer(() => {
      const conditions = conditionsOf(selector);
      if (namespace !== '') conditions.push(this.#inNamespace(namespace));
      const { matchers, values } = this.#matchers(conditions);
      return { query: this.#fill(series, matchers, values, []), label: '' };
    });
  }

  #inNamespace(namespace: string): LabelCondition {
    return { label: this.#labels.labelOf(NAMESPACES), operator: '=', values: [namespace] };
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
