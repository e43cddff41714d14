import { checkPathSegmentName } from '../../names/index.ts';
import type { Selector } from '../../selectors/index.ts';
import { type GroupResource, isUnnamespaced, parseGroupResource } from '../kinds/group-resource.ts';
import { type KindTable, UnknownResourceError } from '../kinds/kind-table.ts';
import { RuleFault } from '../problem.ts';
import type { MetricRule, RuleTerms } from '../rules/metric-rule.ts';
import { readQueryTemplate } from '../rules/query-template.ts';
import {
  type ExternalQuestion,
  type ObjectQuestion,
  QueryWriter,
  type RuleQuery,
} from '../rules/query-writer.ts';
import { ResourceLabels } from '../rules/resource-labels.ts';
import type { ExplicitRule } from './explicit-rule.ts';

const FIELDS = ['LabelMatchers', 'LabelValuesByName', 'GroupBy', 'GroupBySlice'];

/** An explicit rule, ready to write queries. */
export class ExplicitMetric implements MetricRule {
  readonly metric: string;
  /** Absent for an external metric. */
  readonly resource: GroupResource | undefined;
  /** Whether the objects stand in a namespace. */
  readonly namespaced: boolean;
  readonly terms: RuleTerms;
  readonly compatibility = 'flyball';
  readonly #aliases: Readonly<Record<string, string>>;
  readonly #everywhere: boolean;
  readonly #writer: QueryWriter;

  /** @throws {RuleFault} */
  constructor(rule: ExplicitRule, kinds: KindTable) {
    const { name, labels, query, resource, ...terms } = rule;
    this.metric = checkedName(name);
    const row = resource === undefined ? undefined : rowOf(resource, kinds);
    this.resource = row && { group: row.group, resource: row.resource };
    this.namespaced = row?.namespaced === true && !isUnnamespaced(row);
    if (this.resource !== undefined && (labels.object ?? '') === '') {
      throw new RuleFault({
        code: 'missing-label',
        path: ['labels', 'object'],
        message: `the metric ${name} is of ${resource}, and no label says of which`,
        remedy: 'set labels.object to the label that the query groups by',
      });
    }
    this.terms = terms;
    this.#aliases = labels.selector ?? {};
    this.#everywhere = labels.namespace === undefined;
    const template = readQueryTemplate(query, {
      checked: true,
      member: 'query',
      about: `the query of ${name}`,
      fields: FIELDS,
    });
    this.#writer = new QueryWriter(labelsOf(rule, this.resource, kinds), template, 'full');
  }

  objectQuery(question: ObjectQuestion): RuleQuery {
    return this.#writer.objects(this.#adapted(question));
  }

  externalQuery(question: ExternalQuestion): RuleQuery {
    return this.#writer.external(this.#adapted(question));
  }

  #adapted<Question extends ExternalQuestion>(question: Question): Question {
    const { selector, namespace } = question;
    return {
      ...question,
      namespace: this.#everywhere ? '' : namespace,
      ...(selector !== undefined && { selector: this.#renamed(selector) }),
    };
  }

  #renamed({ requirements, nothing }: Selector): Selector {
    const renamed = requirements.map((requirement) => {
      const alias = Object.hasOwn(this.#aliases, requirement.key)
        ? this.#aliases[requirement.key]
        : undefined;
      return alias === undefined ? requirement : { ...requirement, key: alias };
    });
    return { requirements: renamed, nothing };
  }
}

function checkedName(name: string): string {
  const problems = name === '' ? ['must not be empty'] : checkPathSegmentName(name);
  if (problems.length === 0) return name;
  throw new RuleFault({
    code: 'bad-name',
    path: ['name'],
    message: `${JSON.stringify(name)} cannot name a metric: ${problems.join('; ')}`,
    remedy: 'write a name that can stand in a URL, such as requests_per_second',
  });
}

function rowOf(resource: string, kinds: KindTable) {
  try {
    return kinds.find(parseGroupResource(resource));
  } catch (error) {
    if (!(error instanceof UnknownResourceError)) throw error;
    throw new RuleFault({
      code: 'unknown-resource',
      path: ['resource'],
      message: `there is no resource ${JSON.stringify(resource)}`,
      remedy: 'write services or deployments.apps, or add the kind to the kind table',
    });
  }
}

function labelsOf(
  { labels }: ExplicitRule,
  resource: GroupResource | undefined,
  kinds: KindTable,
): ResourceLabels {
  const { object, namespace } = labels;
  const overrides = {
    ...(namespace !== undefined && { [namespace]: { resource: 'namespaces' } }),
    ...(object !== undefined && resource !== undefined && { [object]: resource }),
  };
  return new ResourceLabels({ overrides }, kinds);
}
