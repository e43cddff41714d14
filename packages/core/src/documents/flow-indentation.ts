import { type Document, type ParsedNode, parseAllDocuments, type YAMLError } from 'yaml';
import { trimUnfinishedBlock } from './unfinished-block.ts';

/** Parsed documents, and the way from an offset in what was parsed to one in the text given. */
export interface ParsedYaml {
  readonly documents: readonly Document.Parsed[];
  /** What was parsed. */
  readonly text: string;
  readonly originalOffset: (offset: number) => number;
}

interface Insertion {
  readonly at: number;
  readonly length: number;
}

const repairs = 100;

/**
 * Parses YAML 1.1 as Go's yaml.v2 does it, which does not look at indentation inside quotes, [ ]
 * and { }, while the `yaml` package wants every line of them deeper than its parent. Lines that it
 * refuses for that alone are indented, which changes nothing that they mean, and parsed again.
 */
export function parseYaml(text: string): ParsedYaml {
  const insertions: Insertion[] = [];
  const originalOffset = (offset: number): number => toOriginal(offset, insertions);
  // YAML ends lines with a carriage return alone, too; the package does not.
  let current = text.replace(/\r(?!\n)/g, '\n');
  const normalized = current;
  let documents = parse(current);
  const given = documents;
  for (let repair = 0; repair < repairs; repair += 1) {
    const at = misindentedLine(current, documents);
    if (at === undefined) return { documents, text: current, originalOffset };
    const padding = ' '.repeat(indentationAt(current, at));
    insertions.push({ at, length: padding.length });
    current = current.slice(0, at) + padding + current.slice(at);
    documents = parse(current);
  }
  return { documents: given, text: normalized, originalOffset: (offset) => offset };
}

function parse(text: string): readonly Document.Parsed<ParsedNode>[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents)) return [];
  const last = documents.at(-1);
  if (last !== undefined) trimUnfinishedBlock(last, text);
  return documents;
}

/** Where the line begins that only lacks indentation, if that is the first error of a document. */
function misindentedLine(text: string, documents: readonly Document.Parsed[]): number | undefined {
  for (const { errors } of documents) {
    const [error] = errors;
    const at = error && lineToIndent(text, error);
    if (at !== undefined) return at;
  }
  return undefined;
}

function lineToIndent(text: string, { code, message, pos }: YAMLError): number | undefined {
  const at =
    code === 'MISSING_CHAR' && message.startsWith('Missing closing')
      ? text.indexOf('\n', pos[0]) + 1
      : code === 'BAD_INDENT' && message.startsWith('Flow ')
        ? text.lastIndexOf('\n', pos[0] - 1) + 1
        : 0;
  // A quote does not run across the end of a document; where a bracket opens, indentation counts.
  const line = text.slice(at, at + 80);
  if (at === 0 || line === '' || /^(?:(?:---|\.\.\.)(?:\s|$)|\s*[[{])/.test(line)) return undefined;
  return at;
}

/** Deeper than the line before `at`, and so than the parent of what began there. */
function indentationAt(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 2) + 1;
  return (/^[ \t-]*/.exec(text.slice(start, at))?.[0].length ?? 0) + 1;
}

function toOriginal(offset: number, insertions: readonly Insertion[]): number {
  let original = offset;
  for (const { at, length } of insertions.toReversed()) {
    if (original > at) original = Math.max(at, original - length);
  }
  return original;
}
