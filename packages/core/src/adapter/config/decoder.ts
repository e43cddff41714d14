import type {
  DocumentPath,
  SourceDocument,
  SourceMapping,
  SourceNode,
  SourceScalar,
} from '../../documents/index.ts';
import { DurationError, parsePrometheusDuration } from '../../time/index.ts';
import type { AdapterProblem, AdapterProblemCode } from '../problem.ts';

/** A mistake with its place in the text. */
export interface PlacedProblem extends AdapterProblem {
  readonly line: number;
  readonly column: number;
}

type Members = Readonly<Record<string, (value: SourceNode, path: DocumentPath) => void>>;

const BINARY = 'tag:yaml.org,2002:binary';

/**
 * Strict decoding as Go's yaml.v2 does it into structs: unknown members are mistakes, every scalar
 * fits a text, only YAML 1.1 booleans fit a flag, null leaves what is there.
 */
export class Decoder {
  readonly problems: PlacedProblem[] = [];
  readonly #document: SourceDocument;

  constructor(document: SourceDocument) {
    this.#document = document;
  }

  /** Calls a member's function for each entry of a mapping, in order. */
  record(node: SourceNode, path: DocumentPath, members: Members): void {
    const mapping = this.#mapping(node, path);
    for (const { name, key, value } of mapping?.entries ?? []) {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (member !== undefined) member(value, [...path, name]);
      else {
        const known = Object.keys(members).join(', ');
        const message = `there is no field ${JSON.stringify(name)} here`;
        const remedy = `use one of ${known}`;
        this.report('unknown-field', [...path, name], key ?? value, message, remedy);
      }
    }
  }

  /** Calls a function for each entry of a mapping with names of its own. */
  entries(
    node: SourceNode,
    path: DocumentPath,
    entry: (name: string, value: SourceNode, path: DocumentPath) => void,
  ): void {
    for (const { name, value } of this.#mapping(node, path)?.entries ?? []) {
      entry(name, value, [...path, name]);
    }
  }

  /** The items of a list; null if there is none. */
  list<Item>(
    node: SourceNode,
    path: DocumentPath,
    item: (node: SourceNode, path: DocumentPath) => Item,
  ): Item[] | null {
    if (node.kind === 'null') return null;
    if (node.kind === 'sequence') return node.items.map((each, i) => item(each, [...path, i]));
    this.mismatch(node, path, 'a list');
    return null;
  }

  /** Any scalar as it is written; null is the empty text. */
  text(node: SourceNode, path: DocumentPath): string {
    if (node.kind === 'null') return '';
    if (node.kind === 'sequence' || node.kind === 'mapping') {
      this.mismatch(node, path, 'a text');
      return '';
    }
    return node.tag === BINARY && node.kind === 'string' ? node.value : node.source;
  }

  /** Yes or no; nothing if nothing is written. `Null` and `NULL` are no, as yaml.v2 has it. */
  flag(node: SourceNode, path: DocumentPath): boolean | undefined {
    if (node.kind === 'boolean') return node.value;
    if (node.kind === 'null') return /^N/.test(node.source) ? false : undefined;
    this.mismatch(node, path, 'yes or no');
    return undefined;
  }

  /** A duration of Prometheus, in milliseconds. */
  duration(node: SourceNode, path: DocumentPath): number {
    // yaml.v2 asks the type to read every null but these.
    if (node.kind === 'null' && ['', '~', 'null'].includes(node.source)) return 0;
    const count = this.problems.length;
    const text = this.text(node, path);
    if (this.problems.length > count) return 0;
    try {
      return parsePrometheusDuration(text);
    } catch (error) {
      if (!(error instanceof DurationError)) throw error;
      this.report('bad-duration', path, node, error.message, 'write it as 1m30s or 5m');
      return 0;
    }
  }

  #mapping(node: SourceNode, path: DocumentPath): SourceMapping | undefined {
    if (node.kind === 'mapping') return node;
    if (node.kind !== 'null') this.mismatch(node, path, 'a mapping');
    return undefined;
  }

  /** Notes that something else stands where this is wanted. */
  mismatch(node: SourceNode, path: DocumentPath, wanted: string): void {
    const message = `${describe(node)} stands where ${wanted} is wanted`;
    this.report('wrong-type', path, node, message, remedyFor(node, wanted));
  }

  /** Notes a mistake at a node. */
  report(
    code: AdapterProblemCode,
    path: DocumentPath,
    node: SourceNode,
    message: string,
    remedy: string,
  ): void {
    const { line, column } = this.#document.positionAt(node.offset);
    this.problems.push({ code, path, message, remedy, line, column });
  }
}

function describe(node: SourceNode): string {
  if (node.kind === 'sequence') return 'a list';
  if (node.kind === 'mapping') return 'a mapping';
  return `the ${nameOf(node)} ${JSON.stringify(node.source)}`;
}

function nameOf({ kind }: SourceScalar): string {
  return kind === 'string' ? 'text' : kind;
}

function remedyFor(node: SourceNode, wanted: string): string {
  if (node.kind === 'mapping' && wanted === 'a text') {
    return 'put quotes around a value that begins with { or [';
  }
  return `write ${wanted}`;
}
