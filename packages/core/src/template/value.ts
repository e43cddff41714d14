import { compareText } from '../go/index.ts';

/**
 * What a template computes with: Go's string, bool, int (bigint here), float64 (number here) and
 * byte; lists and maps of strings; the record that is its data. `undefined` is what a missing entry
 * of a map leaves.
 */
export type TemplateValue =
  | string
  | boolean
  | bigint
  | number
  | Byte
  | Imaginary
  | readonly string[]
  | ReadonlyMap<string, string>
  | TemplateRecord
  | undefined;

/** One byte of a text, which is what Go's `index` takes out of a string. */
export class Byte {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A constant like `1i`. */
export class Imaginary {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** The data of a template: fields in their order, under the name Go gives the type. */
export class TemplateRecord {
  readonly type: string;
  readonly fields: ReadonlyMap<string, TemplateValue>;
  /** How the record prints itself, where it does not print as Go prints a struct. */
  readonly print: (() => string) | undefined;

  constructor(type: string, fields: Readonly<Record<string, TemplateValue>>, print?: () => string) {
    this.type = type;
    this.fields = new Map(Object.entries(fields));
    this.print = print;
  }
}

export function isList(value: TemplateValue): value is readonly string[] {
  return Array.isArray(value);
}

export function isMap(value: TemplateValue): value is ReadonlyMap<string, string> {
  return value instanceof Map;
}

/** The type as Go writes it. */
export function typeName(value: TemplateValue): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float64';
    case 'undefined':
      return '<nil>';
    default:
      if (value instanceof Byte) return 'uint8';
      if (value instanceof Imaginary) return 'complex128';
      if (value instanceof TemplateRecord) return value.type;
      return isList(value) ? '[]string' : 'map[string]string';
  }
}

/** Whether `if`, `with`, `and` and the others take the value for true: what is not empty is. */
export function isTrue(value: TemplateValue): boolean {
  if (value === undefined) return false;
  if (value instanceof Byte || value instanceof Imaginary) return value.value !== 0;
  if (value instanceof TemplateRecord) return true;
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return value.size > 0;
  // A NaN is not zero.
  return typeof value === 'number' ? value !== 0 : Boolean(value);
}

/** The entries of a map in the order in which Go prints and ranges over them. */
export function sortedEntries(map: ReadonlyMap<string, string>): readonly [string, string][] {
  return [...map].sort(([one], [other]) => compareText(one, other));
}
