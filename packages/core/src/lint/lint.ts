import { entryNamed, readDocuments, type SourceDocument } from '../documents/index.ts';
import type { LintFile } from './file.ts';
import type { LintFinding } from './finding.ts';
import { type LintOptions, lintSettings } from './options.ts';
import type { PlacedDocument } from './place.ts';
import { readAlertRules, readRouting } from './read-alerting.ts';
import { readAutoscaler } from './read-autoscalers.ts';
import { isAdapterDocument, type Mistake, readQueries } from './read-queries.ts';
import type { RuleFinding } from './rule.ts';
import { lintRules, REFUSED } from './rules/index.ts';

/** What came out. */
export interface LintResult {
  /** In the order of the files, and of the text in each. */
  readonly findings: readonly LintFinding[];
  /** How much was understood; documents of other kinds are passed over. */
  readonly read: {
    readonly autoscalers: number;
    /** Queries of prometheus-adapter's rules. */
    readonly queries: number;
    /** Alerting and recording rules. */
    readonly alertRules: number;
    /** AlertmanagerConfigs and files of Alertmanager. */
    readonly routings: number;
  };
}

/**
 * Looks for what HorizontalPodAutoscalers, rules of prometheus-adapter, rules of Prometheus and
 * routes of Alertmanager say and their writers hardly mean. The files are looked at together: a
 * metric is judged by the query that makes it. Never throws.
 */
export function lint(files: readonly LintFile[], options: LintOptions = {}): LintResult {
  const mistakes: Mistake[] = [];
  const rules = files.filter(({ text }) => documentsOf(text).some(isAdapterDocument));
  const read = rules.map(readQueries);
  mistakes.push(...read.flatMap((file) => file.mistakes));
  const queries = read.flatMap((file) => file.queries);
  const adapters = read.flatMap(({ adapter }) => (adapter === null ? [] : [adapter]));

  const documents = files
    .filter((file) => !rules.includes(file))
    .flatMap(({ path: file, text }) =>
      documentsOf(text).map((document): PlacedDocument => ({ file, document })),
    );
  for (const { file, document } of documents) {
    for (const { line, column, message, remedy } of document.problems) {
      mistakes.push({ place: { file, line, column, field: '' }, message, remedy });
    }
  }
  const subject = {
    settings: lintSettings(options),
    queries,
    autoscalers: documents
      .filter(({ document }) => kindOf(document) === 'HorizontalPodAutoscaler')
      .flatMap((source) => readAutoscaler(source, { adapters, queries }, mistakes) ?? []),
    alertRules: documents
      .filter(({ document }) => kindOf(document) === 'PrometheusRule' || has(document, 'groups'))
      .flatMap(readAlertRules),
    routings: documents
      .filter(
        ({ document }) => kindOf(document) === 'AlertmanagerConfig' || isAlertmanager(document),
      )
      .map(readRouting),
  };
  const findings = [
    ...mistakes.map((mistake) => found(REFUSED, { severity: 'error', ...mistake })),
    ...lintRules.flatMap((rule) => [...rule.check(subject)].map((finding) => found(rule, finding))),
  ];
  const { autoscalers, alertRules, routings } = subject;
  const order = new Map(files.map(({ path }, index) => [path, index]));
  return {
    findings: findings.toSorted(
      (one, other) =>
        (order.get(one.file) ?? 0) - (order.get(other.file) ?? 0) ||
        one.line - other.line ||
        one.column - other.column ||
        Number(one.code > other.code) - Number(one.code < other.code),
    ),
    read: {
      autoscalers: autoscalers.length,
      queries: queries.length,
      alertRules: alertRules.length,
      routings: routings.length,
    },
  };
}

function found(
  { code, page }: { readonly code: string; readonly page: string },
  { severity, place, message, remedy }: RuleFinding,
): LintFinding {
  const { file, line, column, field } = place;
  const path = `docs/explanation/${page}.md`;
  return { code, severity, file, line, column, field, message, remedy, page: path };
}

function documentsOf(text: string): readonly SourceDocument[] {
  return readDocuments(text, { dialect: 'kubernetes' }).filter(({ isEmpty }) => !isEmpty);
}

function kindOf({ root }: SourceDocument): string | undefined {
  const kind = root?.kind === 'mapping' ? entryNamed(root, 'kind')?.value : undefined;
  return kind?.kind === 'string' ? kind.value : undefined;
}

function has({ root }: SourceDocument, name: string): boolean {
  return root?.kind === 'mapping' && entryNamed(root, name) !== undefined;
}

function isAlertmanager(document: SourceDocument): boolean {
  return has(document, 'route') && has(document, 'receivers');
}
