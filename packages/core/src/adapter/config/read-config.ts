import {
  type DocumentPath,
  type DocumentProblem,
  entryNamed,
  readDocuments,
  type SourceDocument,
  type SourceNode,
} from '../../documents/index.ts';
import type { AdapterCompatibility } from '../compatibility.ts';
import type { AdapterProblem } from '../problem.ts';
import { CHART_DEFAULT_RULES } from './chart-default-rules.ts';
import type { AdapterConfig } from './config.ts';
import { decodeConfig, decodeResourceRules, decodeRules } from './decode-config.ts';
import { Decoder, type PlacedProblem } from './decoder.ts';

export type ConfigReading =
  | {
      readonly ok: true;
      readonly config: AdapterConfig;
      /** Gives a mistake that shows only when rules are compiled its place in the text. */
      locate(problem: AdapterProblem): PlacedProblem;
    }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

export interface ReadOptions {
  readonly compatibility?: AdapterCompatibility;
}

/**
 * Reads prometheus-adapter's configuration, as strictly as it does: YAML 1.1, the first document,
 * unknown and repeated fields are mistakes. Never throws. A line that stands further left than the
 * beginning ends the document for prometheus-adapter, which passes over the rest; here it is a
 * mistake.
 */
export function readAdapterConfig(text: string, options: ReadOptions = {}): ConfigReading {
  const decode = (decoder: Decoder, root: SourceNode) => ({
    config: decodeConfig(decoder, root),
    place: (path: DocumentPath) => path,
  });
  return read(text, decode, options);
}

/**
 * Reads the values of prometheus-adapter's Helm chart: the rules stand as `custom`, `external` and
 * `resource` under `rules`, what else a chart is told is passed over. Unless `default` is false the
 * chart's own rules come first. Never throws.
 */
export function readAdapterValues(text: string): ConfigReading {
  return read(text, decodeValues, {});
}

/** Reads either of the two: values are told by a mapping under `rules`. Never throws. */
export function readAdapterFile(text: string, options: ReadOptions = {}): ConfigReading {
  const root = readDocuments(text, { dialect: 'yaml-1.1' })[0]?.root;
  const rules = root?.kind === 'mapping' ? entryNamed(root, 'rules')?.value : undefined;
  return rules?.kind === 'mapping' ? readAdapterValues(text) : readAdapterConfig(text, options);
}

interface Decoded {
  readonly config: AdapterConfig;
  /** From a path in the configuration to one in the text; nothing if the chart brought it. */
  place(path: DocumentPath): DocumentPath;
}

function read(
  text: string,
  decode: (decoder: Decoder, root: SourceNode) => Decoded,
  { compatibility }: ReadOptions,
): ConfigReading {
  const document = readDocuments(text, { dialect: 'yaml-1.1' })[0];
  if (document === undefined) return { ok: true, config: { rules: null }, locate: atStart };
  const decoder = new Decoder(document);
  const decoded = document.root === undefined ? undefined : decode(decoder, document.root);
  const ofText = document.problems.filter(
    (problem) =>
      !(problem.code === 'trailing-content' && compatibility === 'prometheus-adapter') &&
      !decoder.problems.some((wrong) => covers(wrong, problem)),
  );
  const problems = [...ofText.map(ofDocument), ...decoder.problems].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  );
  if (decoded === undefined || problems.length > 0) return { ok: false, problems };
  const { config, place } = decoded;
  return { ok: true, config, locate: (problem) => located(document, place, problem) };
}

/** `{{ .Series }}` where a text is wanted: that it is a strange mapping need not be said too. */
function covers(wrong: PlacedProblem, { code, line, column }: DocumentProblem): boolean {
  const inside = wrong.line === line && wrong.column <= column;
  return code === 'unusable-key' && wrong.code === 'wrong-type' && inside;
}

function located(
  document: SourceDocument,
  place: Decoded['place'],
  problem: AdapterProblem,
): PlacedProblem {
  const path = place(problem.path);
  return { ...problem, path, ...document.locate(path) };
}

function atStart(problem: AdapterProblem): PlacedProblem {
  return { ...problem, line: 1, column: 1 };
}

/** A mistake of the YAML as one of the configuration. */
export function ofDocument(problem: DocumentProblem): PlacedProblem {
  const code = problem.code === 'duplicate-key' ? 'duplicate-field' : 'document';
  return { ...problem, code, path: [] };
}

const VALUES = { custom: 'rules', external: 'externalRules', resource: 'resourceRules' } as const;

function decodeValues(decoder: Decoder, root: SourceNode): Decoded {
  const path = ['rules'];
  const rules = root.kind === 'mapping' ? entryNamed(root, 'rules')?.value : undefined;
  const part = (name: keyof typeof VALUES | 'default') =>
    rules?.kind === 'mapping' ? entryNamed(rules, name)?.value : undefined;
  const [custom, external, resource, chart] = [
    part('custom'),
    part('external'),
    part('resource'),
    part('default'),
  ];
  const own = custom && decodeRules(decoder, custom, [...path, 'custom']);
  const defaults =
    chart === undefined || decoder.flag(chart, [...path, 'default']) !== false
      ? CHART_DEFAULT_RULES
      : [];
  const outer = external && decodeRules(decoder, external, [...path, 'external']);
  const rest =
    resource?.kind === 'mapping' && resource.entries.length > 0
      ? decodeResourceRules(decoder, resource, [...path, 'resource'])
      : undefined;
  const config: AdapterConfig = {
    rules: [...defaults, ...(own ?? [])],
    ...(outer && { externalRules: outer }),
    ...(rest && { resourceRules: rest }),
  };
  return { config, place: (inner) => placeInValues(inner, defaults.length) };
}

function placeInValues([member, index, ...rest]: DocumentPath, defaults: number): DocumentPath {
  const name = Object.entries(VALUES).find(([, inner]) => inner === member)?.[0] ?? '';
  if (name !== 'custom' || typeof index !== 'number') {
    return ['rules', name, ...(index === undefined ? [] : [index]), ...rest];
  }
  return index < defaults ? ['rules', 'default'] : ['rules', name, index - defaults, ...rest];
}
