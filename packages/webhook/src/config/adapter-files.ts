import {
  type Adapter,
  compileAdapter,
  type DocumentPath,
  entryNamed,
  fieldText,
  type PlacedProblem,
  readAdapterFile,
  type SourceDocument,
} from '@flyball/core';
import type { ConfigFile } from './config-file.ts';
import type { ConfigProblem } from './config-problem.ts';

/** Whether a document is prometheus-adapter's configuration or the values of its Helm chart. */
export function isAdapterDocument({ root }: SourceDocument): boolean {
  return (
    root?.kind === 'mapping' &&
    entryNamed(root, 'kind') === undefined &&
    ['rules', 'externalRules', 'resourceRules'].some((name) => entryNamed(root, name) !== undefined)
  );
}

/** Reads and compiles a file of rules. Each mistake in it is added to `problems`. */
export function compileAdapterFile(file: ConfigFile, problems: ConfigProblem[]): Adapter | null {
  const reading = readAdapterFile(file.text);
  if (!reading.ok) {
    problems.push(...reading.problems.map((problem) => placed(file, problem)));
    return null;
  }
  const adapter = compileAdapter(reading.config);
  problems.push(...adapter.problems.map((problem) => placed(file, reading.locate(problem))));
  return adapter;
}

/** A mistake of core's, in the file that it was found in. */
export function placed(file: ConfigFile, problem: PlacedProblem): ConfigProblem {
  const { line, column, message, remedy } = problem;
  const path: DocumentPath = problem.path;
  return { file: file.path, line, column, field: fieldText(path), message, remedy };
}
