import type { LintFinding } from './finding.ts';

/**
 * Findings as a person reads them: place, what is wrong, what to do, where it is explained.
 *
 * ```
 * hpa.yaml:18:16  spec.metrics[0].object.target.averageValue
 *   AverageValue divides a latency by the number of pods: more pods would look like lower latency.
 *   Use type: Value, value: "40".
 *   warning FB103   docs/explanation/averagevalue-on-a-gauge.md
 * ```
 */
export function formatFindings(findings: readonly LintFinding[]): string {
  return findings
    .map(({ file, line, column, field, message, remedy, severity, code, page }) =>
      [
        `${file}:${line}:${column}${field === '' ? '' : `  ${field}`}`,
        `  ${message}`,
        ...(remedy === '' ? [] : [`  ${remedy}`]),
        `  ${severity} ${code}   ${page}`,
        '',
      ].join('\n'),
    )
    .join('\n');
}
