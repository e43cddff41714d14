export type RuleProblemCode =
  | 'name'
  | 'duration'
  | 'interval'
  | 'limit'
  | 'query'
  | 'template'
  | 'rule';

/** One mistake in a rule group. */
export interface RuleProblem {
  readonly code: RuleProblemCode;
  /** Where in the group: `['rules', 0, 'expr']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
  /** Where in the text of that place, if it is a query or a template; both from 1. */
  readonly within?: { readonly line: number; readonly column: number };
}

/** A rule group cannot be evaluated. */
export class RuleGroupError extends Error {
  override readonly name = 'RuleGroupError';
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[]) {
    super(problems.map(formatRuleProblem).join('\n'));
    this.problems = problems;
  }
}

function formatRuleProblem({ path, within, message, remedy }: RuleProblem): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  const inside = within === undefined ? '' : `:${within.line}:${within.column}`;
  return `${place.replace(/^\./, '')}${inside}: ${message}: ${remedy}`;
}
