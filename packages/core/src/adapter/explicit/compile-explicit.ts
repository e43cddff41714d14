import { BUILTIN_KINDS } from '../kinds/builtin-kinds.ts';
import { formatGroupResource } from '../kinds/group-resource.ts';
import type { KindTable } from '../kinds/kind-table.ts';
import { type AdapterProblem, RuleFault } from '../problem.ts';
import type { ListedExternalMetric, ListedMetric } from '../registry/registry.ts';
import { ExplicitMetric } from './explicit-metric.ts';
import type { ExplicitRule } from './explicit-rule.ts';

/** Explicit rules as the registries take them. */
export interface ExplicitMetrics {
  readonly custom: readonly ListedMetric[];
  readonly external: readonly ListedExternalMetric[];
  /** One for each rule that cannot work; the others do. */
  readonly problems: readonly AdapterProblem[];
}

/** Turns explicit rules into metrics. */
export function compileExplicitRules(
  rules: readonly ExplicitRule[],
  kinds: KindTable = BUILTIN_KINDS,
): ExplicitMetrics {
  const custom: ListedMetric[] = [];
  const external: ListedExternalMetric[] = [];
  const problems: AdapterProblem[] = [];
  const known = new Set<string>();
  for (const [i, config] of rules.entries()) {
    try {
      const rule = new ExplicitMetric(config, kinds);
      const { metric, resource, namespaced } = rule;
      refuseRepetition(known, rule);
      if (resource === undefined) external.push({ metric, rule, series: '' });
      else custom.push({ metric, resource, namespaced, rule, series: '' });
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      problems.push({ ...error.problem, path: [i, ...error.problem.path] });
    }
  }
  return { custom, external, problems };
}

function refuseRepetition(known: Set<string>, { metric, resource }: ExplicitMetric): void {
  const about = resource === undefined ? 'external' : `of ${formatGroupResource(resource)}`;
  const key = `${metric} ${about}`;
  if (known.has(key)) {
    throw new RuleFault({
      code: 'duplicate-metric',
      path: ['name'],
      message: `the metric ${metric} ${about} has a rule already`,
      remedy: 'give one of the two another name, or remove it',
    });
  }
  known.add(key);
}
