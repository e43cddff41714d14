import type { DocumentPath } from '../documents/index.ts';
import type { AdapterCompatibility } from './compatibility.ts';
import type { AdapterConfig, DiscoveryRule } from './config/config.ts';
import { BUILTIN_KINDS } from './kinds/builtin-kinds.ts';
import type { KindTable } from './kinds/kind-table.ts';
import { type AdapterProblem, RuleFault } from './problem.ts';
import { AdapterRule } from './rules/adapter-rule.ts';

export interface CompileOptions {
  /** The kinds of the cluster; without it those that every cluster has. */
  readonly kinds?: KindTable;
  readonly compatibility?: AdapterCompatibility;
}

/** A configuration ready for use. Rules stand at their place; a rule that cannot work is absent. */
export interface Adapter {
  readonly kinds: KindTable;
  readonly compatibility: AdapterCompatibility;
  readonly custom: readonly (AdapterRule | undefined)[];
  readonly external: readonly (AdapterRule | undefined)[];
  /** One for each rule that cannot work, in the order of the file. */
  readonly problems: readonly AdapterProblem[];
}

/**
 * Turns a configuration into rules. prometheus-adapter stops at the first rule that is wrong; here
 * the others work, and `problems` says what is wrong with it.
 */
export function compileAdapter(config: AdapterConfig, options: CompileOptions = {}): Adapter {
  const { kinds = BUILTIN_KINDS, compatibility = 'flyball' } = options;
  const problems: AdapterProblem[] = [];
  const compile = (rules: readonly DiscoveryRule[], member: string) =>
    rules.map((rule, i) => {
      try {
        return new AdapterRule(rule, kinds, compatibility);
      } catch (error) {
        if (!(error instanceof RuleFault)) throw error;
        problems.push(placed(error.problem, [member, i]));
        return undefined;
      }
    });
  const custom = compile(config.rules ?? [], 'rules');
  const external = compile(config.externalRules ?? [], 'externalRules');
  return { kinds, compatibility, custom, external, problems };
}

function placed(problem: AdapterProblem, at: DocumentPath): AdapterProblem {
  return { ...problem, path: [...at, ...problem.path] };
}
