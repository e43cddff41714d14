import { parseAllDocuments, type YAMLError } from 'yaml';
import { SourceDocument } from './document.ts';
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
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(parsed)) return [];
  return parsed.map((document) => {
    const problems = new ProblemList(lines);
    const start = document.range[0];
    const broken = firstSyntaxError(document.errors, document.warnings);
    const { explicit, version } = document.directives.yaml;
    if (broken !== undefined || (explicit === true && version !== '1.1')) {
      const offset = broken?.pos[0] ?? start;
      const message = broken?.message ?? `YAML ${version} is not read, only 1.1`;
      problems.report(offset, 'syntax', message, syntaxRemedy(broken?.code));
      return new SourceDocument(undefined, problems.sorted(), lines, start);
    }
    const tree = new YamlTree(keys, problems);
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
