import type { ConfigFile } from './config-file.ts';
/** One mistake in the configuration: where, what, and what to do about it. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The path of the field: `spec.metrics[0].object.target.value`; empty for a whole document. */
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Problems as a person reads them, in the order of the files:
 *
 * ```
 * policies/hpa.yaml:18:16  spec.maxReplicas
 *   Required value
 *   give the largest number of replicas
 * ```
 */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  return problems
    .map(({ file, line, column, field, message, remedy }) => {
      const place = `${file}:${line}:${column}${field === '' ? '' : `  ${field}`}`;
      return [place, `  ${message}`, ...(remedy === '' ? [] : [`  ${remedy}`]), ''].join('\n');
    })
    .join('\n');
}

/** What is wrong with files as a whole: it is told of the first. */
export function missingFrom(
  files: readonly ConfigFile[],
  { message, remedy }: Pick<ConfigProblem, 'message' | 'remedy'>,
): ConfigProblem {
  return { file: files[0]?.path ?? '(no files)', line: 1, column: 1, field: '', message, remedy };
}
