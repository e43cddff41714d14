import type { DocumentPath } from '../documents/index.ts';
import type { AdapterCompatibility } from './compatibility.ts';
import type { AdapterConfig, DiscoveryRule, ResourceRule } from './config/config.ts';
import { BUILTIN_KINDS } from './kinds/builtin-kinds.ts';
import type { KindTable } from './kinds/kind-table.ts';
import { type AdapterProblem, RuleFault } from './problem.ts';
import { AdapterRule } from './rules/adapter-rule.ts';
import type { RuleTerms } from './rules/metric-rule.ts';
import { ResourceMetricsRule } from './rules/resource-metrics-rule.ts';

export interface CompileOptions {
  /** The kinds of the cluster; without it those that every cluster has. */
  readonly kinds?: KindTable;
  readonly compatibility?: AdapterCompatibility;
  /** What the file does not say of its rules, such as the server that they ask. */
  readonly terms?: RuleTerms;
}

/** A configuration ready for use. Rules stand at their place; a rule that cannot work is absent. */
export interface Adapter {
  readonly kinds: KindTable;
  readonly compatibility: AdapterCompatibility;
  readonly custom: readonly (AdapterRule | undefined)[];
  readonly external: readonly (AdapterRule | undefined)[];
  /** What serves metrics.k8s.io; absent if the configuration has no resourceRules that work. */
  readonly resources?: {
    readonly cpu: ResourceMetricsRule;
    readonly memory: ResourceMetricsRule;
    /** Milliseconds. */
    readonly window: number;
  };
  /** One for each rule that cannot work, in the order of the file. */
  readonly problems: readonly AdapterProblem[];
}

/**
 * Turns a configuration into rules. prometheus-adapter stops at the first rule that is wrong; here
 * the others work, and `problems` says what is wrong with it.
 */
export function compileAdapter(config: AdapterConfig, options: CompileOptions = {}): Adapter {
  const { kinds = BUILTIN_KINDS, compatibility = 'flyball', terms = {} } = options;
  const problems: AdapterProblem[] = [];
  const attempt = <Rule>(at: DocumentPath, make: () => Rule): Rule | undefined => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      problems.push({ ...error.problem, path: [...at, ...error.problem.path] });
      return undefined;
    }
  };
  const compile = (rules: readonly DiscoveryRule[], member: string) =>
    rules.map((rule, i) =>
      attempt([member, i], () => new AdapterRule(rule, kinds, compatibility, terms)),
    );
  const custom = compile(config.rules ?? [], 'rules');
  const external = compile(config.externalRules ?? [], 'externalRules');
  const shared = { kinds, compatibility, custom, external, problems };
  if (config.resourceRules === undefined) return shared;
  const { cpu, memory, window } = config.resourceRules;
  const usage = (rule: ResourceRule, member: string, title: string) =>
    attempt(
      ['resourceRules', member],
      () => new ResourceMetricsRule(rule, kinds, compatibility, title),
    );
  const ofCpu = usage(cpu, 'cpu', 'CPU');
  const ofMemory = usage(memory, 'memory', 'memory');
  if (ofCpu === undefined || ofMemory === undefined) return shared;
  return { ...shared, resources: { cpu: ofCpu, memory: ofMemory, window } };
}
