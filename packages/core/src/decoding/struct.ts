import type { Codec } from './codec.ts';
import { suggestName } from './suggest-name.ts';

/** A field of a struct: its codec, and whether the encoder leaves it out when it is empty. */
export interface Field<T> {
  readonly codec: Codec<T>;
  readonly omitEmpty: boolean;
}

/** A field that is always written, empty or not. */
export function required<T>(codec: Codec<T>): Field<T> {
  return { codec, omitEmpty: false };
}

/** A field that is left out when it is empty. */
export function optional<T>(codec: Codec<T>): Field<T> {
  return { codec, omitEmpty: true };
}

/** One field for each member of `T`; members that may be absent take codecs that may be undefined. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> | Field<T[K] | undefined>;
};

type LooseFields = Readonly<Record<string, Field<unknown>>>;

/** A Go struct: `packageName.structName`, the JSON names of its fields, and their codecs. */
export function struct<T extends object>(goType: string, fields: Fields<T>): Codec<T> {
  // An anonymous struct has no name.
  const structName = goType.startsWith('struct {') ? '' : goType.slice(goType.indexOf('.') + 1);
  const known = fields as LooseFields;
  const names = Object.keys(known);
  const children = (): Record<string, Codec<unknown>> =>
    Object.fromEntries(names.map((name) => [name, fieldOf(known, name).codec]));
  return {
    typeName: goType,
    get zero(): T {
      return withDefaults({}, known) as T;
    },
    isEmpty: () => false,
    children,
    encode: (value) => encodeFields(value as Readonly<Record<string, unknown>>, known),
    decode(node, into, context) {
      if (node.kind === 'null') return into;
      if (node.kind !== 'mapping') {
        context.mismatch(node, 'mapping', goType);
        return into;
      }
      const value: Record<string, unknown> = { ...(into as Readonly<Record<string, unknown>>) };
      const seen = new Set<string>();
      for (const { name: written, value: child } of node.entries) {
        const name = findName(names, written, context.caseSensitive);
        if (name === undefined) {
          context.report('unknown-field', written, suggestName(written, children()));
          continue;
        }
        if (seen.has(name)) context.report('duplicate-field', name);
        seen.add(name);
        const { codec } = fieldOf(known, name);
        const decoded = context.inField(structName, name, () =>
          codec.decode(child, value[name] ?? codec.zero, context),
        );
        if (decoded === undefined) delete value[name];
        else value[name] = decoded;
      }
      return withDefaults(value, known) as T;
    },
  };
}

function fieldOf(fields: LooseFields, name: string): Field<unknown> {
  const field = fields[name];
  if (field === undefined) throw new Error(`there is no field ${name}`);
  return field;
}

/** Go's encoding/json prefers the exact name and takes one that differs only in case. */
function findName(
  names: readonly string[],
  written: string,
  caseSensitive: boolean,
): string | undefined {
  if (names.includes(written)) return written;
  if (caseSensitive) return undefined;
  return names.find((name) => fold(name) === fold(written));
}

function fold(name: string): string {
  // Go folds the long s as well; JavaScript's lower case keeps it.
  return name.toLowerCase().replaceAll('\u017F', 's');
}

/** Sets the members that are always written and that nobody gave. */
function withDefaults(
  value: Readonly<Record<string, unknown>>,
  fields: LooseFields,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, { codec, omitEmpty }] of Object.entries(fields)) {
    const member = value[name] ?? (omitEmpty ? undefined : codec.zero);
    if (member !== undefined) result[name] = member;
  }
  return result;
}

function encodeFields(
  value: Readonly<Record<string, unknown>>,
  fields: LooseFields,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, { codec, omitEmpty }] of Object.entries(fields)) {
    const member = value[name] ?? codec.zero;
    if (!(omitEmpty && codec.isEmpty(member))) result[name] = codec.encode(member);
  }
  return result;
}
