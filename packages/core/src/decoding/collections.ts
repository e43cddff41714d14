import { plainValue } from '../documents/index.ts';
import type { Codec } from './codec.ts';

/** A Go slice; nil (absent, null) is undefined. */
export function list<T>(item: Codec<T>): Codec<readonly T[] | undefined> {
  const typeName = `[]${item.typeName}`;
  return {
    typeName,
    zero: undefined,
    isEmpty: (value) => value === undefined || value.length === 0,
    encode: (value) => value?.map(item.encode) ?? null,
    decode(node, into, context) {
      if (node.kind === 'null') return undefined;
      if (node.kind === 'sequence') {
        // A duplicate field decodes into the items that are there.
        return node.items.map((child, index) =>
          context.inKey(index, () => item.decode(child, into?.[index] ?? item.zero, context)),
        );
      }
      context.mismatch(node, 'list', typeName);
      return into;
    },
    ...(item.children && { children: item.children }),
  };
}

/** A Go map with text for keys; nil is undefined. */
export function map<T>(value: Codec<T>): Codec<Readonly<Record<string, T>> | undefined> {
  const typeName = `map[string]${value.typeName}`;
  return {
    typeName,
    zero: undefined,
    isEmpty: (entries) => entries === undefined || Object.keys(entries).length === 0,
    encode: (entries) =>
      entries === undefined
        ? null
        : Object.fromEntries(
            Object.entries(entries).map(([name, entry]) => [name, value.encode(entry)]),
          ),
    decode(node, into, context) {
      if (node.kind === 'null') return undefined;
      if (node.kind !== 'mapping') {
        context.mismatch(node, 'mapping', typeName);
        return into;
      }
      const seen = new Set<string>();
      const entries = new Map(Object.entries(into ?? {}));
      for (const { name, value: child } of node.entries) {
        if (seen.has(name)) context.report('duplicate-field', name);
        seen.add(name);
        entries.set(
          name,
          context.inKey(name, () => value.decode(child, value.zero, context)),
        );
      }
      return Object.fromEntries(entries);
    },
  };
}

/** A Go pointer; nil is undefined, and what it points to is kept even if empty. */
export function pointer<T>(target: Codec<T>): Codec<T | undefined> {
  return {
    typeName: target.typeName,
    zero: undefined,
    isEmpty: (value) => value === undefined,
    encode: (value) => (value === undefined ? null : target.encode(value)),
    decode(node, into, context) {
      if (node.kind === 'null') return undefined;
      return target.decode(node, into ?? target.zero, context);
    },
    ...(target.children && { children: target.children }),
  };
}

/** A slice that is written as null where it is nil. */
export function nullable<T>(codec: Codec<readonly T[] | undefined>): Codec<readonly T[] | null> {
  return {
    ...codec,
    zero: null,
    isEmpty: (value) => value === null || value.length === 0,
    encode: (value) => codec.encode(value ?? undefined),
    decode: (node, into, context) => codec.decode(node, into ?? undefined, context) ?? null,
  };
}

/** JSON that is kept and not looked into. */
export const raw: Codec<unknown> = {
  typeName: 'v1.FieldsV1',
  zero: undefined,
  isEmpty: (value) => value === undefined,
  encode: (value) => value,
  decode: (node) => (node.kind === 'null' ? undefined : plainValue(node)),
};
