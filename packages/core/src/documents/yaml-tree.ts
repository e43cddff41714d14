import {
  type Alias,
  isAlias,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { ParsedYaml } from './flow-indentation.ts';
import type {
  SourceEntry,
  SourceMapping,
  SourceNode,
  SourceScalar,
  SourceSequence,
} from './node.ts';
import type { ProblemList } from './problem.ts';
import { plainScalar, type ScalarMeaning, stringMeaning, taggedScalar } from './yaml-scalar.ts';

/** How mapping keys become names: as kubectl's JSON spells them, or as they are written. */
export type KeySpelling = 'json' | 'source';

const emptyScalar = { kind: 'null', value: null, source: '', style: 'plain' } as const;
const largestTree = 1_000_000;

/** Turns one parsed YAML document into our tree: scalars resolved, aliases and merges followed. */
export class YamlTree {
  readonly #keys: KeySpelling;
  readonly #problems: ProblemList;
  readonly #parsed: Omit<ParsedYaml, 'documents'>;
  readonly #anchors = new Map<string, SourceNode | 'open'>();
  readonly #sizes = new Map<SourceNode, number>();
  #flowDepth = 0;

  constructor(keys: KeySpelling, problems: ProblemList, parsed: Omit<ParsedYaml, 'documents'>) {
    this.#keys = keys;
    this.#problems = problems;
    this.#parsed = parsed;
  }

  /** The tree, or undefined if aliases would unfold it beyond a million nodes. */
  convert(contents: ParsedNode | null): SourceNode | undefined {
    if (contents === null) return { ...emptyScalar, offset: 0 };
    const root = this.#node(contents);
    return (this.#sizes.get(root) ?? 1) > largestTree ? undefined : root;
  }

  #node(node: ParsedNode): SourceNode {
    if (isAlias(node)) return this.#alias(node);
    const { anchor } = node;
    if (anchor !== undefined) {
      this.#anchors.set(anchor, 'open');
      this.#checkAnchor(anchor, this.#parsed.originalOffset(node.range[0]));
    }
    const result = this.#unanchored(node);
    if (anchor !== undefined) this.#anchors.set(anchor, result);
    return result;
  }

  #checkAnchor(anchor: string, offset: number): void {
    if (/^[-\w]+$/.test(anchor)) return;
    this.#problems.report(
      offset,
      'syntax',
      `the anchor ${anchor} has other characters than letters, digits, "-" and "_"`,
      'rename it',
    );
  }

  #unanchored(node: Exclude<ParsedNode, Alias.Parsed>): SourceNode {
    if (isScalar(node)) return this.#scalar(node);
    if (node.flow === true) this.#flowDepth += 1;
    const collection = this.#collection(node);
    if (node.flow === true) this.#flowDepth -= 1;
    return collection;
  }

  #collection(node: YAMLMap.Parsed | YAMLSeq.Parsed): SourceSequence | SourceMapping {
    const offset = this.#parsed.originalOffset(node.range[0]);
    const place = { offset, ...written(node.tag) };
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#node(item));
      return this.#sized({ kind: 'sequence', items, ...place }, items);
    }
    const entries = this.#entries(node);
    const values = entries.map((entry) => entry.value);
    return this.#sized({ kind: 'mapping', entries, ...place }, values);
  }

  #sized<T extends SourceNode>(node: T, children: readonly SourceNode[]): T {
    const size = children.reduce((sum, child) => sum + (this.#sizes.get(child) ?? 1), 1);
    this.#sizes.set(node, size);
    return node;
  }

  #alias(node: Alias.Parsed): SourceNode {
    const offset = this.#parsed.originalOffset(node.range[0]);
    const target = this.#anchors.get(node.source);
    if (target !== undefined && target !== 'open') return target;
    this.#problems.report(
      offset,
      'unknown-anchor',
      target === 'open'
        ? `the anchor ${node.source} contains itself`
        : `there is no anchor ${node.source} above`,
      `define it as &${node.source} before it is used`,
    );
    return { ...emptyScalar, offset };
  }

  #scalar(node: Scalar.Parsed): SourceScalar {
    const source = String(node.value ?? '');
    const offset = this.#parsed.originalOffset(node.range[0]);
    const style =
      node.type === 'PLAIN'
        ? ('plain' as const)
        : node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE'
          ? ('quoted' as const)
          : ('block' as const);
    if (this.#flowDepth > 0 && style === 'plain' && source.includes('?')) {
      const message = `inside { } and [ ] the "?" in ${source} begins a key`;
      this.#problems.report(offset, 'syntax', message, 'quote the text');
    }
    const rest = { source, style, offset, ...written(node.tag) };
    return { ...this.#meaning(source, style === 'plain', node.tag, offset), ...rest };
  }

  #meaning(source: string, plain: boolean, tag: string | undefined, offset: number): ScalarMeaning {
    // The lone "!" asks yaml.v2 to resolve even quoted text, unless there is none.
    const resolves = tag === '!' ? source !== '' : tag === undefined && plain;
    if (resolves) return plainScalar(source);
    if (tag === undefined || tag === '!') return stringMeaning(source);
    const meaning = taggedScalar(source, tag);
    if (meaning !== undefined) return meaning;
    const name = tag.replace('tag:yaml.org,2002:', '!!');
    this.#problems.report(
      offset,
      'bad-tag',
      `${JSON.stringify(source)} is no ${name}`,
      `remove the tag ${name}`,
    );
    return stringMeaning(source);
  }

  #entries(node: YAMLMap.Parsed): SourceEntry[] {
    const entries: SourceEntry[] = [];
    const names = new Set<string>();
    for (const pair of node.items) {
      const key = this.#node(pair.key);
      const value =
        pair.value === null
          ? { ...emptyScalar, offset: this.#parsed.originalOffset(pair.key.range[1]) }
          : this.#node(pair.value);
      if (isMergeKey(pair.key)) {
        entries.push(...this.#merged(value));
        continue;
      }
      if (node.flow === true) this.#checkFlowKey(pair.key);
      const name = this.#name(key);
      if (name === undefined || key.kind === 'sequence' || key.kind === 'mapping') continue;
      if (names.has(name)) {
        this.#problems.duplicateKey(key.offset, name);
      }
      names.add(name);
      entries.push({ name, key, value, merged: false });
    }
    return entries;
  }

  /** In { } too, a key without "?" stands on one line. */
  #checkFlowKey(key: ParsedNode): void {
    const { text, originalOffset } = this.#parsed;
    const [start, end] = key.range;
    const explicit = text.slice(0, start).trimEnd().endsWith('?');
    if (explicit || !isScalar(key) || !text.slice(start, end).includes('\n')) return;
    this.#problems.report(
      originalOffset(start),
      'syntax',
      'a key runs over the end of its line',
      'put it on one line, followed by ":"',
    );
  }

  #name(key: SourceNode): string | undefined {
    switch (key.kind) {
      case 'string':
        return key.value;
      case 'number':
        return this.#keys === 'source' ? key.source : key.literal;
      case 'boolean':
        return this.#keys === 'source' ? key.source : String(key.value);
      case 'null':
        if (this.#keys === 'source') return '';
        this.#problems.report(
          key.offset,
          'unusable-key',
          'a key is missing',
          'write a name before the ":"',
        );
        return undefined;
      default:
        this.#problems.report(
          key.offset,
          'unusable-key',
          `a ${key.kind} stands where a name is wanted`,
          'quote the key if it begins with { or [, for example a template: "{{ name }}"',
        );
        return undefined;
    }
  }

  #merged(value: SourceNode): SourceEntry[] {
    const sources = value.kind === 'sequence' ? value.items : [value];
    const mappings = sources.filter((source): source is SourceMapping => source.kind === 'mapping');
    if (mappings.length < sources.length) {
      this.#problems.report(
        value.offset,
        'bad-merge',
        'the merge key << takes a mapping or a list of mappings',
        'let it name an anchored mapping: "<<: *anchor"',
      );
    }
    // The first mapping of a list wins, so it comes last.
    return mappings
      .toReversed()
      .flatMap((mapping) => mapping.entries.map((entry) => ({ ...entry, merged: true })));
  }
}

function written(tag: string | undefined): { readonly tag?: string } {
  return tag === undefined ? {} : { tag };
}

function isMergeKey(key: ParsedNode): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.tag === undefined && key.value === '<<';
}
