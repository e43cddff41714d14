import { type DocumentPath, readDocuments, type SourceNode } from '../../documents/index.ts';
import { Decoder, type PlacedProblem } from '../config/decoder.ts';
import { ofDocument } from '../config/read-config.ts';
import type { AdapterProblem } from '../problem.ts';
import type { Substitute } from '../rules/metric-rule.ts';
import type { ExplicitLabels, ExplicitRule } from './explicit-rule.ts';
import { withPreset } from './with-preset.ts';

type Draft<T> = { -readonly [Member in keyof T]: T[Member] };

export type ExplicitReading =
  | {
      readonly ok: true;
      readonly rules: readonly ExplicitRule[];
      /** Gives a mistake that shows only when rules are compiled its place in the text. */
      locate(problem: AdapterProblem): PlacedProblem;
    }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

/** Reads a file of explicit rules: a list under `metrics`. Strict, YAML 1.1; never throws. */
export function readExplicitRules(text: string): ExplicitReading {
  const document = readDocuments(text, { dialect: 'yaml-1.1' })[0];
  if (document === undefined) {
    return { ok: true, rules: [], locate: (problem) => ({ ...problem, line: 1, column: 1 }) };
  }
  const decoder = new Decoder(document);
  const rules: ExplicitRule[] = [];
  if (document.root !== undefined) {
    decoder.record(document.root, [], {
      metrics: (node, path) => {
        rules.push(...decodeExplicitRules(decoder, node, path));
      },
    });
  }
  const problems = [...document.problems.map(ofDocument), ...decoder.problems].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  );
  if (problems.length > 0) return { ok: false, problems };
  const locate = (problem: AdapterProblem) => {
    const path = ['metrics', ...problem.path];
    return { ...problem, path, ...document.locate(path) };
  };
  return { ok: true, rules, locate };
}

/** Reads a list of explicit rules that is part of another file. */
export function decodeExplicitRules(
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
): readonly ExplicitRule[] {
  return decoder.list(node, path, (item, at) => decodeExplicitRule(decoder, item, at)) ?? [];
}

function decodeExplicitRule(decoder: Decoder, node: SourceNode, path: DocumentPath): ExplicitRule {
  const labels: Draft<ExplicitLabels> = {};
  const rule: Draft<ExplicitRule> = { name: '', query: '', labels };
  let preset: string | undefined;
  decoder.record(node, path, {
    preset: (value, at) => {
      preset = decoder.text(value, at);
    },
    name: (value, at) => {
      rule.name = decoder.text(value, at);
    },
    resource: (value, at) => {
      rule.resource = decoder.text(value, at);
    },
    query: (value, at) => {
      rule.query = decoder.text(value, at);
    },
    labels: (value, at) => decodeLabels(decoder, value, at, labels),
    window: (value, at) => {
      rule.window = decoder.duration(value, at);
    },
    absent: (value, at) => {
      rule.absent = decodeSubstitute(decoder, value, at);
    },
    notANumber: (value, at) => {
      rule.notANumber = decodeSubstitute(decoder, value, at);
    },
    server: (value, at) => {
      rule.server = decoder.text(value, at);
    },
    headers: (value, at) => {
      rule.headers = decodeTexts(decoder, value, at);
    },
  });
  return preset === undefined ? rule : withPreset(preset, rule, decoder, node, path);
}

function decodeLabels(
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
  labels: Draft<ExplicitLabels>,
): void {
  decoder.record(node, path, {
    object: (value, at) => {
      labels.object = decoder.text(value, at);
    },
    namespace: (value, at) => {
      labels.namespace = decoder.text(value, at);
    },
    selector: (value, at) => {
      labels.selector = decodeTexts(decoder, value, at);
    },
  });
}

function decodeTexts(
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
): Readonly<Record<string, string>> {
  const texts: [string, string][] = [];
  decoder.entries(node, path, (name, value, at) => {
    texts.push([name, decoder.text(value, at)]);
  });
  return Object.fromEntries(texts);
}

/** `error`, or the number that is served instead. */
function decodeSubstitute(decoder: Decoder, node: SourceNode, path: DocumentPath): Substitute {
  if (node.kind === 'number' && Number.isFinite(node.value)) return node.value;
  if (node.kind !== 'string' || node.value !== 'error') {
    decoder.mismatch(node, path, '"error" or a number');
  }
  return 'error';
}
