import {
  type Adapter,
  BUILTIN_KINDS,
  compileExplicitRules,
  type ExplicitMetrics,
  entryNamed,
  fieldText,
  type SourceDocument,
} from '@flyball/core';
import { placed } from './adapter-files.ts';
import type { ConfigFile } from './config-file.ts';
import type { ConfigProblem } from './config-problem.ts';
import { isMetricsDocument, readMetricsDocument } from './metrics/metrics-document.ts';

/** Explicit rules: of objects, and of none. */
export type ExplicitSources = Pick<ExplicitMetrics, 'custom' | 'external'>;

/** What makes the metrics of policies: explicit rules, and prometheus-adapter's behind them. */
export interface RuleSources {
  readonly adapters: readonly Adapter[];
  readonly explicit: ExplicitSources;
}

export const noRules: RuleSources = { adapters: [], explicit: { custom: [], external: [] } };

/** Whether a document holds explicit rules. The values of other charts have other `metrics`. */
export function holdsExplicitRules(document: SourceDocument): boolean {
  const { root } = document;
  return (
    isMetricsDocument(document) &&
    root?.kind === 'mapping' &&
    entryNamed(root, 'metrics')?.value.kind === 'sequence'
  );
}

/** Reads and compiles the explicit rules of a document. Each mistake in it is added to `problems`. */
export function compileExplicitDocument(
  file: ConfigFile,
  document: SourceDocument,
  problems: ConfigProblem[],
): ExplicitSources {
  const { content, decoder, mistakes } = readMetricsDocument(document);
  const before = problems.length;
  problems.push(...decoder.problems.map((problem) => placed(file, problem)));
  const wrong = ({ path, message, remedy }: (typeof mistakes)[number]): void => {
    const place = document.locate(path);
    problems.push({ file: file.path, ...place, field: fieldText(path), message, remedy });
  };
  for (const mistake of mistakes) wrong(mistake);
  if (problems.length > before) return { custom: [], external: [] };
  const kinds = BUILTIN_KINDS.with(content.kinds);
  const compiled = compileExplicitRules(content.metrics, kinds);
  for (const problem of compiled.problems) {
    wrong({ ...problem, path: ['metrics', ...problem.path] });
  }
  return compiled;
}
