import type { DocumentPath, SourceDocument } from '@flyball/core';

/** One mistake in a file: where, what, and what to do about it. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The path of the field: `policies.today.manifest`; empty for a whole document. */
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
}

/** Mistakes in files that a user wrote: several at once. */
export class FileProblemsError extends Error {
  override readonly name: string = 'FileProblemsError';
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(formatFileProblems(problems));
    this.problems = problems;
  }
}

/** Mistakes as a person reads them: place, what is wrong, what to do. */
export function formatFileProblems(problems: readonly FileProblem[]): string {
  return problems
    .map(({ file, line, column, field, message, remedy }) =>
      [
        `${file}:${line}:${column}${field === '' ? '' : `  ${field}`}`,
        `  ${message}`,
        `  ${remedy}`,
      ]
        .filter((part) => part.trim() !== '')
        .join('\n'),
    )
    .join('\n\n');
}

/** A mistake at a path of a document. */
export function problemAt(
  file: string,
  document: SourceDocument,
  path: DocumentPath,
  told: { readonly message: string; readonly remedy: string; readonly atKey?: boolean },
): FileProblem {
  const { line, column } = document.locate(path, told.atKey ? 'key' : 'value');
  const { message, remedy } = told;
  return { file, line, column, field: fieldOf(path), message, remedy };
}

function fieldOf(path: DocumentPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (/[^\w-]/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
