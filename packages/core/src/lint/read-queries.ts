import {
  type Adapter,
  type AdapterConfig,
  type AdapterRule,
  type ConfigReading,
  compileAdapter,
  readAdapterFile,
} from '../adapter/index.ts';
import { fieldText } from '../decoding/index.ts';
import { entryNamed, type SourceDocument } from '../documents/index.ts';
import type { LintFile } from './file.ts';
import type { Place } from './place.ts';
import { queryFacts } from './query-facts.ts';
import type { LintedQuery } from './subject.ts';

/** A file of rules: its queries, and the rules compiled. */
export interface ReadQueries {
  readonly queries: readonly LintedQuery[];
  readonly adapter: Adapter | null;
  readonly mistakes: readonly Mistake[];
}

/** What keeps a file or a part of it from being read. */
export interface Mistake {
  readonly place: Place;
  readonly message: string;
  readonly remedy: string;
}

const MEMBERS = ['rules', 'externalRules', 'resourceRules'];

/** Whether a document is prometheus-adapter's configuration or the values of its Helm chart. */
export function isAdapterDocument({ root }: SourceDocument): boolean {
  return (
    root?.kind === 'mapping' &&
    entryNamed(root, 'kind') === undefined &&
    entryNamed(root, 'policies') === undefined &&
    MEMBERS.some((name) => entryNamed(root, name) !== undefined)
  );
}

/** Reads the queries of prometheus-adapter's rules; those that its chart brings are left out. */
export function readQueries({ path: file, text }: LintFile): ReadQueries {
  const reading = readAdapterFile(text);
  if (!reading.ok) {
    const mistakes = reading.problems.map(({ path, message, remedy, line, column }) => ({
      place: { file, line, column, field: fieldText(path) },
      message,
      remedy,
    }));
    return { queries: [], adapter: null, mistakes };
  }
  const adapter = compileAdapter(reading.config);
  const mistakes = adapter.problems.map((problem) => {
    const { path, message, remedy, line, column } = reading.locate(problem);
    return { place: { file, line, column, field: fieldText(path) }, message, remedy };
  });
  return { queries: queriesOf(file, reading, adapter), adapter, mistakes };
}

function queriesOf(
  file: string,
  { config, locate }: Extract<ConfigReading, { ok: true }>,
  { custom, external }: Adapter,
): LintedQuery[] {
  const of = (
    member: keyof AdapterConfig,
    api: LintedQuery['api'],
    rules: readonly (AdapterRule | undefined)[],
  ): LintedQuery[] =>
    (config[member] === undefined ? [] : rules).flatMap((rule, index) => {
      const text = rule?.config.metricsQuery;
      if (rule === undefined || text === undefined) return [];
      const wanted = [member, index, 'metricsQuery'];
      const { path, line, column } = locate({
        code: 'bad-query-template',
        path: wanted,
        message: '',
        remedy: '',
      });
      // A rule of the chart: nobody here wrote it.
      if (path.length < wanted.length) return [];
      const place = { file, line, column, field: fieldText(path) };
      return [{ place, api, text, name: rule.names.fixed, facts: queryFacts(text) }];
    });
  return [...of('rules', 'custom', custom), ...of('externalRules', 'external', external)];
}
