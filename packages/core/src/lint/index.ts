/** What manifests, rules and routes say that their writers hardly mean. */

export type { LintFile } from './file.ts';
export { isAtLeast, type LintFinding, type LintSeverity } from './finding.ts';
export { formatFindings } from './format-findings.ts';
export { type LintResult, lint } from './lint.ts';
export type { LintOptions } from './options.ts';
export { lintPages } from './rules/index.ts';
