import { entryNamed, type SourceNode } from './node.ts';
import { plainValue } from './plain-value.ts';
import type { DocumentPath, LineIndex, Position } from './position.ts';
import type { DocumentProblem } from './problem.ts';

/** One document of a text. */
export class SourceDocument {
  /** The document as written; absent if its syntax is broken. */
  readonly root: SourceNode | undefined;
  /** What is wrong with it, in the order of the text. */
  readonly problems: readonly DocumentProblem[];
  readonly #lines: LineIndex;
  readonly #start: number;

  constructor(
    root: SourceNode | undefined,
    problems: readonly DocumentProblem[],
    lines: LineIndex,
    start: number,
  ) {
    this.root = root;
    this.problems = problems;
    this.#lines = lines;
    this.#start = start;
  }

  /** The plain value, as `JSON.parse` would make it; undefined if the syntax is broken. */
  get value(): unknown {
    return this.root === undefined ? undefined : plainValue(this.root);
  }

  /** True if nothing but comments and white space stands there. */
  get isEmpty(): boolean {
    const { root } = this;
    return root?.kind === 'null' && root.source === '' && root.tag === undefined;
  }

  /**
   * Where to point for a path. `value`: the value, or its key if nothing is written there. `key`:
   * the name of the last step. If the path leads nowhere: the key (in a list, the item) of the
   * nearest parent that exists; in the end the beginning of the document.
   */
  locate(path: DocumentPath, part: 'value' | 'key' = 'value'): Position {
    let node = this.root;
    let place = node?.offset ?? this.#start;
    let value = place;
    for (const step of path) {
      const next = node === undefined ? undefined : descend(node, step);
      if (next === undefined) return this.positionAt(place);
      node = next.node;
      place = next.place;
      value = isUnwritten(node) ? place : node.offset;
    }
    return this.positionAt(part === 'key' ? place : value);
  }

  /** Line and column of an offset (`SourceNode.offset`). */
  positionAt(offset: number): Position {
    return this.#lines.positionAt(offset);
  }
}

function isUnwritten(node: SourceNode): boolean {
  return node.kind === 'null' && node.source === '';
}

function descend(
  node: SourceNode,
  step: string | number,
): { readonly node: SourceNode; readonly place: number } | undefined {
  if (node.kind === 'mapping') {
    const entry = entryNamed(node, String(step));
    return entry && { node: entry.value, place: (entry.key ?? entry.value).offset };
  }
  if (node.kind !== 'sequence') return undefined;
  const item = node.items[Number(step)];
  return item && { node: item, place: item.offset };
}
