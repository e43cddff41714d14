import {
  type Adapter,
  type AdapterProblem,
  BUILTIN_KINDS,
  compileAdapter,
  compileExplicitRules,
  type ExplicitMetrics,
  type KindRow,
  KindTable,
  type MetricRule,
} from '@flyball/core';
import type { AdapterRules, MetricRules } from '../config/index.ts';

/** Rules for the kinds that a cluster has at present. */
export interface CompiledRules {
  readonly kinds: KindTable;
  readonly adapters: readonly (AdapterRules & { readonly adapter: Adapter })[];
  readonly explicit: ExplicitMetrics;
  /** What each rule is called in messages and measurements. */
  readonly names: ReadonlyMap<MetricRule, string>;
  /** What is wrong with the rules that cannot work, by the place of the rule. */
  readonly problems: readonly { readonly rule: string; readonly problem: AdapterProblem }[];
}

/** @param found the kinds of the cluster; null where it could not tell */
export function compileRules(rules: MetricRules, found: readonly KindRow[] | null): CompiledRules {
  const { compatibility } = rules;
  const kinds = (found === null ? BUILTIN_KINDS : new KindTable(found)).with(rules.kinds);
  const names = new Map<MetricRule, string>();
  const problems: { rule: string; problem: AdapterProblem }[] = [];
  const adapters = rules.adapters.map((each) => {
    const adapter = compileAdapter(each.config, { kinds, compatibility, terms: each.terms });
    for (const member of ['custom', 'external'] as const) {
      for (const [i, rule] of adapter[member].entries()) {
        if (rule !== undefined) names.set(rule, ruleName(each.name, member, i));
      }
    }
    for (const problem of adapter.problems) {
      problems.push({ rule: `${each.name} ${placeOf(problem)}`, problem });
    }
    return { ...each, adapter };
  });
  const explicit = compileExplicitRules(rules.explicit, kinds);
  for (const { metric, rule } of [...explicit.custom, ...explicit.external]) {
    names.set(rule, `metrics ${metric}`);
  }
  for (const problem of explicit.problems) {
    problems.push({ rule: `metrics ${placeOf(problem)}`, problem });
  }
  return { kinds, adapters, explicit, names, problems };
}

/** `values.yaml rules[0]` */
export function ruleName(file: string, member: 'custom' | 'external', index: number): string {
  return `${file} ${member === 'custom' ? 'rules' : 'externalRules'}[${index}]`;
}

function placeOf({ path }: AdapterProblem): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}
