import type { YAMLError } from 'yaml';
import { SourceDocument } from './document.ts';
import { parseYaml } from './flow-indentation.ts';
import type { SourceNode } from './node.ts';
import type { LineIndex } from './position.ts';
import { ProblemList } from './problem.ts';
import { syntaxRemedy } from './syntax-remedy.ts';
import { type KeySpelling, YamlTree } from './yaml-tree.ts';

/** Reads every YAML document of a text; `keys` as in YamlTree, `json` also refuses NaN and infinities. */
export function readYamlDocuments(
  text: string,
  lines: LineIndex,
  keys: KeySpelling,
): readonly SourceDocument[] {
  const parsed = parseYaml(text);
  const { documents, originalOffset } = parsed;
  return documents.map((document) => {
    const problems = new ProblemList(lines);
    const start = originalOffset(document.range[0]);
    const broken = firstSyntaxError(document.errors, document.warnings);
    const { explicit, version } = document.directives.yaml;
    if (broken !== undefined) {
      const offset = originalOffset(broken.pos[0]);
      const outside = isOutside(offset, originalOffset(document.contents?.range[0] ?? 0), lines);
      if (outside && broken.code === 'UNEXPECTED_TOKEN') {
        problems.report(
          offset,
          'trailing-content',
          'this line stands further left than the beginning of the document',
          'give both the same indentation, or begin a new document with "---"',
        );
      } else {
        problems.report(offset, 'syntax', broken.message, syntaxRemedy(broken.code));
        return new SourceDocument(undefined, problems.sorted(), lines, start);
      }
    }
    if (explicit === true && version !== '1.1') {
      const message = `YAML ${version} is not read, only 1.1`;
      problems.report(start, 'syntax', message, syntaxRemedy('BAD_DIRECTIVE'));
      return new SourceDocument(undefined, problems.sorted(), lines, start);
    }
    const tree = new YamlTree(keys, problems, parsed);
    const root = tree.convert(document.contents);
    if (root === undefined) {
      problems.report(
        start,
        'too-large',
        'its aliases unfold to more than a million values',
        'write the repeated parts less often',
      );
    } else if (keys === 'json') {
      refuseWhatJsonLacks(root, problems, new Set());
    }
    return new SourceDocument(root, problems.sorted(), lines, start);
  });
}

/**
 * True if the line at `offset` is indented less than the root of the document. There the document
 * ends, as yaml.v2 sees it, whatever follows.
 */
function isOutside(offset: number, root: number, lines: LineIndex): boolean {
  const [left, right] = [lines.positionAt(root), lines.positionAt(offset)];
  return right.line > left.line && right.column < left.column;
}

/** The first error; what follows it in the same document is mostly its echo. */
function firstSyntaxError(
  errors: readonly YAMLError[],
  warnings: readonly YAMLError[],
): YAMLError | undefined {
  return [...errors, ...warnings.filter(({ code }) => code === 'BAD_DIRECTIVE')].sort(
    (one, other) => one.pos[0] - other.pos[0],
  )[0];
}

function refuseWhatJsonLacks(node: SourceNode, problems: ProblemList, seen: Set<SourceNode>): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'number' && !Number.isFinite(node.value)) {
    problems.report(
      node.offset,
      'not-json',
      `${node.source} is no number that JSON knows`,
      'write a finite number',
    );
  }
  const children =
    node.kind === 'sequence'
      ? node.items
      : node.kind === 'mapping'
        ? node.entries.map(({ value }) => value)
        : [];
  for (const child of children) refuseWhatJsonLacks(child, problems, seen);
}
