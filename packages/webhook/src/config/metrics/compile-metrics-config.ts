import {
  type AdapterCompatibility,
  type AdapterConfig,
  compileAdapter,
  compileExplicitRules,
  type DocumentPath,
  type ExplicitRule,
  fieldText,
  type KindRow,
  type PlacedProblem,
  readAdapterFile,
  readDocuments,
  type SourceDocument,
} from '@flyball/core';
import { isAdapterDocument } from '../adapter-files.ts';
import type { ConfigFile } from '../config-file.ts';
import { type ConfigProblem, missingFrom } from '../config-problem.ts';
import { chartPrometheus } from './chart-prometheus.ts';
import type { MetricRules } from './metric-rules.ts';
import { isMetricsDocument, type RuleFile, readMetricsDocument } from './metrics-document.ts';
import type { ServerSettings } from './server-settings.ts';

export interface MetricsConfig {
  readonly rules: MetricRules;
  /** The first is asked by rules that name none. */
  readonly servers: readonly ServerSettings[];
  /** Where the values of prometheus-adapter's chart find Prometheus, if they are among the files. */
  readonly chartPrometheus?: string;
  /** Files with `resourceRules`, which are not served: metrics-server does that. */
  readonly resourceRules: readonly string[];
}

export type MetricsConfigReading =
  | { readonly ok: true; readonly config: MetricsConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export interface MetricsConfigOptions {
  readonly compatibility: AdapterCompatibility;
}

interface Drafts {
  readonly adapters: { name: string; config: AdapterConfig }[];
  readonly explicit: ExplicitRule[];
  readonly kinds: KindRow[];
  readonly servers: ServerSettings[];
  readonly bindings: Map<string, RuleFile>;
  readonly problems: ConfigProblem[];
  readonly resourceRules: string[];
  chartPrometheus?: string;
}

/**
 * Compiles what the metrics API serves: prometheus-adapter's files, or the values of its chart, and
 * files of our own. All mistakes are reported at once. A resource that is not known without a
 * cluster is none: the cluster is asked later. Objects for a cluster are passed over.
 */
export function compileMetricsConfig(
  files: readonly ConfigFile[],
  { compatibility }: MetricsConfigOptions,
): MetricsConfigReading {
  const drafts: Drafts = {
    adapters: [],
    explicit: [],
    kinds: [],
    servers: [],
    bindings: new Map(),
    problems: [],
    resourceRules: [],
  };
  for (const file of files) {
    for (const document of readDocuments(file.text, { dialect: 'yaml-1.1' })) {
      if (isAdapterDocument(document)) readRules(file, document, compatibility, drafts);
      else if (isMetricsDocument(document)) readOwn(file, document, drafts);
    }
  }
  const { problems, adapters, explicit, kinds, servers, bindings, resourceRules } = drafts;
  if (adapters.length === 0 && explicit.length === 0 && problems.length === 0) {
    problems.push(nothing(files));
  }
  if (problems.length > 0) return { ok: false, problems };
  const bound = adapters.map(({ name, config }) => {
    const { name: _, ...terms } = bindings.get(name) ?? { name };
    return { name, config, terms };
  });
  return {
    ok: true,
    config: {
      rules: { adapters: bound, explicit, kinds, compatibility },
      servers,
      resourceRules,
      ...(drafts.chartPrometheus !== undefined && { chartPrometheus: drafts.chartPrometheus }),
    },
  };
}

function readRules(
  file: ConfigFile,
  document: SourceDocument,
  compatibility: AdapterCompatibility,
  drafts: Drafts,
): void {
  const reading = readAdapterFile(file.text, { compatibility });
  if (!reading.ok) {
    drafts.problems.push(...reading.problems.map((problem) => placed(file, problem)));
    return;
  }
  const { config } = reading;
  for (const problem of compileAdapter(config, { compatibility }).problems) {
    // Only the cluster knows all of its resources.
    if (problem.code === 'unknown-resource') continue;
    drafts.problems.push(placed(file, reading.locate(problem)));
  }
  drafts.adapters.push({ name: baseName(file.path), config });
  if (config.resourceRules !== undefined) drafts.resourceRules.push(file.path);
  const address = chartPrometheus(document);
  if (address !== undefined) drafts.chartPrometheus ??= address;
}

function readOwn(file: ConfigFile, document: SourceDocument, drafts: Drafts): void {
  const { problems, servers, explicit, kinds, bindings } = drafts;
  const before = problems.length;
  problems.push(
    ...document.problems.map((problem) => ({ ...problem, file: file.path, field: '' })),
  );
  const { content, decoder, mistakes } = readMetricsDocument(document);
  problems.push(...decoder.problems.map((problem) => placed(file, problem)));
  const wrong = (path: DocumentPath, message: string, remedy: string): void => {
    const place = document.locate(path);
    problems.push({ file: file.path, ...place, field: fieldText(path), message, remedy });
  };
  for (const { path, message, remedy } of mistakes) wrong(path, message, remedy);
  if (problems.length > before) return;
  for (const { value, path } of content.servers) {
    if (servers.some(({ name }) => name === value.name)) {
      wrong(
        [...path, 'name'],
        `there is another server ${value.name}`,
        'give it a name of its own',
      );
    } else servers.push(value);
  }
  for (const problem of compileExplicitRules(content.metrics).problems) {
    if (problem.code === 'unknown-resource') continue;
    wrong(['metrics', ...problem.path], problem.message, problem.remedy);
  }
  explicit.push(...content.metrics);
  kinds.push(...content.kinds);
  for (const { value } of content.files) bindings.set(value.name, value);
  const names = new Set(servers.map(({ name }) => name));
  const asked = [
    ...content.metrics.map(({ server }, i) => ({ server, path: ['metrics', i, 'server'] })),
    ...content.files.map(({ value: { server }, path }) => ({ server, path: [...path, 'server'] })),
  ];
  for (const { server, path } of asked) {
    if (server === undefined || names.has(server)) continue;
    wrong(
      path,
      `there is no server ${server}`,
      `name one of ${[...names].join(', ') || 'servers'}`,
    );
  }
}

function placed(file: ConfigFile, problem: PlacedProblem): ConfigProblem {
  const { line, column, message, remedy, path } = problem;
  return { file: file.path, line, column, field: fieldText(path), message, remedy };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function nothing(files: readonly ConfigFile[]): ConfigProblem {
  return missingFrom(files, {
    message: `there is no rule in ${files.length} file(s)`,
    remedy: 'give prometheus-adapter’s configuration or values, or a file with metrics:',
  });
}
