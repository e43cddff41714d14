import type { SourceDocument } from './document.ts';
import { readJsonDocuments } from './json-documents.ts';
import { LineIndex } from './position.ts';
import { readYamlDocuments } from './yaml-documents.ts';

/**
 * - `kubernetes`: what kubectl reads: JSON, or YAML as Go's yaml.v2 understands it and then as JSON
 *   carries it (keys are names, `yes: 1` is `"true": 1`; no NaN, no infinities).
 * - `yaml-1.1`: the same YAML for programs that decode it without that step: keys keep their
 *   source text, an empty key is "".
 */
export type DocumentDialect = 'kubernetes' | 'yaml-1.1';

/**
 * Reads every document of a text. Nothing is thrown: what is wrong stands in each document's
 * `problems`, with line, column and remedy. Duplicate keys are problems in both dialects. Empty
 * documents are listed too (`isEmpty`); a text without any gives none.
 */
export function readDocuments(
  text: string,
  options: { readonly dialect: DocumentDialect },
): readonly SourceDocument[] {
  const lines = new LineIndex(text);
  if (options.dialect === 'yaml-1.1') return readYamlDocuments(text, lines, 'source');
  if (!/^\uFEFF?\s*\{/.test(text)) return readYamlDocuments(text, lines, 'json');
  const json = readJsonDocuments(text, lines);
  if (json.every((document) => document.root !== undefined)) return json;
  // A flow mapping begins like JSON; what is neither was probably meant as JSON.
  const yaml = readYamlDocuments(text, lines, 'json');
  return yaml.every((document) => document.root !== undefined) ? yaml : json;
}
