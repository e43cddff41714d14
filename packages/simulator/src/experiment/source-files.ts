import type { DocumentPath, SourceDocument } from '@flyball/core';
import { type FileProblem, FileProblemsError, problemAt } from './problem.ts';

/** Gives the text of a file that an experiment names, relative to the experiment. */
export type ReadText = (path: string) => string;

/** The files of an experiment: their texts, and what is found to be wrong in them. */
export class SourceFiles {
  readonly #file: string;
  readonly #document: SourceDocument;
  readonly #readText: ReadText;
  readonly #problems: FileProblem[] = [];

  /** @param file the experiment itself, and what stands in it. */
  constructor(file: string, document: SourceDocument, readText: ReadText) {
    this.#file = file;
    this.#document = document;
    this.#readText = readText;
  }

  /** A mistake in the experiment itself. */
  report(path: DocumentPath, message: string, remedy: string): undefined {
    this.add(problemAt(this.#file, this.#document, path, { message, remedy }));
    return undefined;
  }

  /** A mistake in any file. */
  add(problem: FileProblem): void {
    this.#problems.push(problem);
  }

  /** The text of a file that the experiment names at a place; reports one that cannot be read. */
  text(path: string, at: DocumentPath): string | undefined {
    try {
      return this.#readText(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const remedy = 'name a file, relative to this one';
      return this.report(at, `${path} cannot be read: ${reason}`, remedy);
    }
  }

  /** @throws FileProblemsError with all that was reported, if anything was. */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new FileProblemsError(this.#problems);
  }
}
