/**
 * A document as it was written: what a plain value forgets (spelling of numbers, duplicate keys,
 * tags, where a thing stands) is kept, so that a decoder can be strict and an error can point.
 */
export type SourceNode = SourceScalar | SourceSequence | SourceMapping;

export type SourceScalar = StringScalar | NumberScalar | BooleanScalar | NullScalar;

interface Written {
  /** UTF-16 offset of the node in the text; 0 for a value that never was text. */
  readonly offset: number;
  /** The explicit tag in full (`tag:yaml.org,2002:bool`, `!mine`), if one was written. */
  readonly tag?: string;
}

interface WrittenScalar extends Written {
  /**
   * The text of the scalar. YAML: what stands there, for quoted and block scalars after unescaping
   * and folding. JSON: exactly what stands there, for strings between the quotes and undecoded.
   */
  readonly source: string;
  readonly style: ScalarStyle;
}

export type ScalarStyle = 'plain' | 'quoted' | 'block';

export interface StringScalar extends WrittenScalar {
  readonly kind: 'string';
  readonly value: string;
  /** The string as JSON spells it, with its quotes; as written where it was written as JSON. */
  readonly literal: string;
}

export interface NumberScalar extends WrittenScalar {
  readonly kind: 'number';
  readonly value: number;
  /** The number as JSON spells it; exact for integers that `value` cannot hold. */
  readonly literal: string;
}

export interface BooleanScalar extends WrittenScalar {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullScalar extends WrittenScalar {
  readonly kind: 'null';
  readonly value: null;
}

export interface SourceSequence extends Written {
  readonly kind: 'sequence';
  readonly items: readonly SourceNode[];
}

export interface SourceMapping extends Written {
  readonly kind: 'mapping';
  /** In the order written, duplicates included; of entries with one name the last one counts. */
  readonly entries: readonly SourceEntry[];
}

export interface SourceEntry {
  readonly name: string;
  /** The key as written; absent for a value that never was text. */
  readonly key?: SourceScalar;
  readonly value: SourceNode;
  /** True if a merge key (`<<`) brought the entry; it is then no duplicate of a written one. */
  readonly merged: boolean;
}

/** The entry of that name that counts: the last. */
export function entryNamed(mapping: SourceMapping, name: string): SourceEntry | undefined {
  return mapping.entries.findLast((entry) => entry.name === name);
}
