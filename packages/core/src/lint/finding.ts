/**
 * How much a finding matters. `error`: it does not do what it says. `warning`: it does harm in a
 * situation that comes sooner or later. `advice`: it works, and could work better.
 */
export type LintSeverity = 'error' | 'warning' | 'advice';

/** One thing that a file says and its writer hardly means: where, why, and what to do. */
export interface LintFinding {
  /** `FB101` and so on; the same for ever. */
  readonly code: string;
  readonly severity: LintSeverity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The path of the field: `spec.metrics[0].object.target`; empty for a whole document. */
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
  /** The page that explains it, from the root of the repository. */
  readonly page: string;
}

const ranks: Readonly<Record<LintSeverity, number>> = { advice: 0, warning: 1, error: 2 };

/** Whether a finding matters at least as much as that. */
export function isAtLeast(finding: Pick<LintFinding, 'severity'>, least: LintSeverity): boolean {
  return ranks[finding.severity] >= ranks[least];
}
