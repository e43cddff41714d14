import type { LineIndex, Position } from './position.ts';

/** Why a document cannot be taken as it is. Only `syntax` and `too-large` leave it without a value. */
export type DocumentProblemCode =
  | 'syntax'
  | 'too-large'
  | 'trailing-content'
  | 'duplicate-key'
  | 'unusable-key'
  | 'unknown-anchor'
  | 'bad-merge'
  | 'bad-tag'
  | 'not-json';

export interface DocumentProblem extends Position {
  readonly code: DocumentProblemCode;
  /** What is wrong, naming what stands there. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Collects what is wrong in one document. */
export class ProblemList {
  readonly #lines: LineIndex;
  readonly #found: { readonly offset: number; readonly problem: DocumentProblem }[] = [];

  constructor(lines: LineIndex) {
    this.#lines = lines;
  }

  report(offset: number, code: DocumentProblemCode, message: string, remedy: string): void {
    const position = this.#lines.positionAt(offset);
    this.#found.push({ offset, problem: { code, message, remedy, ...position } });
  }

  duplicateKey(offset: number, name: string): void {
    const message = `the key ${JSON.stringify(name)} stands here a second time`;
    this.report(offset, 'duplicate-key', message, 'keep one of the two');
  }

  /** In the order of the text. */
  sorted(): readonly DocumentProblem[] {
    return this.#found
      .toSorted((one, other) => one.offset - other.offset)
      .map(({ problem }) => problem);
  }
}
