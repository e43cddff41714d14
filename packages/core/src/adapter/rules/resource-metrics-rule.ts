import type { AdapterCompatibility } from '../compatibility.ts';
import type { ResourceRule } from '../config/config.ts';
import type { KindTable } from '../kinds/kind-table.ts';
import { RuleFault } from '../problem.ts';
import { readQueryTemplate } from './query-template.ts';
import { QueryWriter, type RuleQuery } from './query-writer.ts';
import { ResourceLabels } from './resource-labels.ts';

const PODS = { group: '', resource: 'pods' };
const NODES = { group: '', resource: 'nodes' };

/** The cpu or the memory of metrics.k8s.io. */
export class ResourceMetricsRule {
  /** The label whose value names the container. */
  readonly containerLabel: string;
  readonly #containers: QueryWriter;
  readonly #nodes: QueryWriter;

  /**
   * `title` is the resource in messages.
   *
   * @throws {RuleFault}
   */
  constructor(
    rule: ResourceRule,
    kinds: KindTable,
    compatibility: AdapterCompatibility,
    title: string,
  ) {
    const about = `unable to construct querier for ${title} metrics`;
    const exact = compatibility === 'prometheus-adapter';
    const labels = labelsOf(rule, kinds, about);
    const writer = (member: 'containerQuery' | 'nodeQuery', name: string) => {
      const template = readQueryTemplate(rule[member], {
        checked: !exact,
        member,
        about: `${about}: unable to construct ${name} metrics query`,
      });
      return new QueryWriter(labels, template, exact ? 'none' : 'full');
    };
    this.containerLabel = rule.containerLabel;
    this.#containers = writer('containerQuery', 'container');
    this.#nodes = writer('nodeQuery', 'node');
  }

  /** The query for the containers of pods, grouped by pod and container. */
  containerQuery(namespace: string, pods: readonly string[]): RuleQuery {
    return this.#containers.objects({
      series: '',
      resource: PODS,
      namespace,
      names: pods,
      groupBy: [this.containerLabel],
    });
  }

  /** The query for nodes. */
  nodeQuery(nodes: readonly string[]): RuleQuery {
    return this.#nodes.objects({ series: '', resource: NODES, namespace: '', names: nodes });
  }
}

function labelsOf(rule: ResourceRule, kinds: KindTable, about: string): ResourceLabels {
  try {
    return new ResourceLabels(rule.resources, kinds);
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    const { problem } = error;
    const message = `${about}: unable to construct label-resource converter: ${problem.message}`;
    throw new RuleFault({ ...problem, message });
  }
}
