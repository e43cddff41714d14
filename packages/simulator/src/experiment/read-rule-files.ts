import { type DocumentPath, readDocuments } from '@flyball/core';
import type { PrometheusSpec } from '../engine/index.ts';
import { RuleGroup, RuleGroupError, type RuleGroupFile } from '../path/index.ts';
import { ruleFileShape, ruleGroupOf } from './definition/rule-file.ts';
import { problemAt } from './problem.ts';
import type { SourceFiles } from './source-files.ts';

/**
 * The groups of rule files of Prometheus, each checked as it will be evaluated; undefined when
 * something is wrong, which has been reported.
 *
 * @param at where the experiment names them.
 */
export function readRuleFiles(
  names: readonly string[],
  at: DocumentPath,
  { evaluationInterval = 30 }: PrometheusSpec,
  files: SourceFiles,
): readonly RuleGroupFile[] | undefined {
  let whole = true;
  const groups: RuleGroupFile[] = [];
  for (const name of names) {
    const text = files.text(name, at);
    const [document] = text === undefined ? [] : readDocuments(text, { dialect: 'kubernetes' });
    if (document === undefined) {
      whole = false;
      continue;
    }
    const refuse = (path: DocumentPath, message: string, remedy: string): void => {
      whole = false;
      files.add(problemAt(name, document, path, { message, remedy }));
    };
    for (const { line, column, message, remedy } of document.problems) {
      whole = false;
      files.add({ file: name, line, column, field: '', message, remedy });
    }
    if (document.problems.length > 0) continue;
    const read = ruleFileShape.read(document.value, [], (problem) =>
      refuse(problem.path, problem.message, problem.remedy),
    );
    for (const [place, written] of (read?.groups ?? []).entries()) {
      const group = ruleGroupOf(written);
      if (group === undefined) {
        const remedy = 'write either alert: or record: in each rule';
        refuse(['groups', place], 'a rule is neither an alert nor a record, or both', remedy);
        continue;
      }
      try {
        new RuleGroup(group, { evaluationInterval: evaluationInterval * 1000 });
        groups.push(group);
      } catch (error) {
        if (!(error instanceof RuleGroupError)) throw error;
        for (const { path, message, remedy, within } of error.problems) {
          const inside =
            within === undefined ? '' : ` (line ${within.line}, column ${within.column} of it)`;
          refuse(['groups', place, ...path], `${message}${inside}`, remedy);
        }
      }
    }
  }
  return whole ? groups : undefined;
}
