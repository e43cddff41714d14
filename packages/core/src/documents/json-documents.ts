import { SourceDocument } from './document.ts';
import { type JsonError, readJsonValue, skipSpace } from './json-tree.ts';
import type { SourceNode } from './node.ts';
import type { LineIndex } from './position.ts';
import { ProblemList } from './problem.ts';

/** Reads JSON values that follow each other, with or without `---` lines between them. */
export function readJsonDocuments(text: string, lines: LineIndex): readonly SourceDocument[] {
  const documents: SourceDocument[] = [];
  let start = skipSpace(text, text.startsWith('\uFEFF') ? 1 : 0);
  while (start < text.length) {
    const reading = readJsonValue(text, start);
    const problems = new ProblemList(lines);
    if (!reading.ok) {
      const { message, offset } = reading.error;
      problems.report(offset, 'syntax', message, remedyOf(reading.error));
      documents.push(new SourceDocument(undefined, problems.sorted(), lines, start));
      break;
    }
    reportDuplicates(reading.node, problems);
    documents.push(new SourceDocument(reading.node, problems.sorted(), lines, start));
    start = skipSpace(text, skipSeparator(text, skipSpace(text, reading.end)));
  }
  return documents;
}

function skipSeparator(text: string, start: number): number {
  return start + (/^---(?=\s|$)/.exec(text.slice(start, start + 4))?.[0].length ?? 0);
}

function remedyOf({ message }: JsonError): string {
  if (message.startsWith('unexpected end')) return 'close the open quote, bracket or brace';
  if (message.endsWith('key:value pair') || message.endsWith('array element')) {
    return 'put a comma between members, or close the bracket';
  }
  return 'JSON takes names and texts in double quotes, and no comma after the last member';
}

function reportDuplicates(node: SourceNode, problems: ProblemList): void {
  if (node.kind === 'sequence') {
    for (const item of node.items) reportDuplicates(item, problems);
  }
  if (node.kind !== 'mapping') return;
  const names = new Set<string>();
  for (const { name, key, value } of node.entries) {
    if (names.has(name)) problems.duplicateKey(key?.offset ?? value.offset, name);
    names.add(name);
    reportDuplicates(value, problems);
  }
}
