import { editDistance } from '@flyball/core';
import { type JsonSchema, type Read, refuse, type Shape } from './shape.ts';

/** A list of things of one shape. */
export function list<T>(item: Shape<T>, least: number = 0): Shape<readonly T[]> {
  return {
    read(value, path, report) {
      if (!Array.isArray(value) || value.length < least) {
        const wanted = least > 0 ? `a list of ${least} or more` : 'a list';
        return refuse(report, path, value, wanted, 'begin each entry with "- ", or write [ … ]');
      }
      const items = value.map((entry, index) => item.read(entry, [...path, index], report));
      return items.every((entry): entry is NonNullable<typeof entry> => entry !== undefined)
        ? items
        : undefined;
    },
    schema: { type: 'array', items: item.schema, minItems: least },
  };
}

/** Two things in a list, as `[10m, 5]`. */
export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return {
    read(value, path, report) {
      if (!Array.isArray(value) || value.length !== 2) {
        return refuse(report, path, value, 'a list of two', 'write [ first, second ]');
      }
      const one = first.read(value[0], [...path, 0], report);
      const other = second.read(value[1], [...path, 1], report);
      return one === undefined || other === undefined ? undefined : [one, other];
    },
    schema: { type: 'array', prefixItems: [first.schema, second.schema], minItems: 2, maxItems: 2 },
  };
}

/** Things of one shape by a name that the writer chooses. */
export function named<T>(item: Shape<T>, least: number = 0): Shape<Readonly<Record<string, T>>> {
  return {
    read(value, path, report) {
      if (!isMapping(value) || Object.keys(value).length < least) {
        return refuse(report, path, value, 'a mapping of names', 'write name: … below it');
      }
      const found: [string, T][] = [];
      let whole = true;
      for (const [name, entry] of Object.entries(value)) {
        const read = item.read(entry, [...path, name], report);
        if (read === undefined) whole = false;
        else found.push([name, read]);
      }
      return whole ? Object.fromEntries(found) : undefined;
    },
    schema: { type: 'object', additionalProperties: item.schema, minProperties: least },
  };
}

/** A field that may be left out. */
export interface Optional<T> {
  readonly shape: Shape<T>;
  readonly optional: true;
}

/** Marks a field as one that may be left out. */
export function optional<T>(shape: Shape<T>): Optional<T> {
  return { shape, optional: true };
}

/** The fields of an object: shapes, some of them optional. */
export type Fields = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>;

type OptionalNames<F extends Fields> = {
  [Name in keyof F]: F[Name] extends Optional<unknown> ? Name : never;
}[keyof F];

/** What an object of such fields is read as. */
export type ReadFields<F extends Fields> = {
  readonly [Name in Exclude<keyof F, OptionalNames<F>>]: Read<F[Name]>;
} & {
  readonly [Name in OptionalNames<F>]?: F[Name] extends Optional<infer T> ? T : never;
};

/** An object with exactly these fields. A field that is not known is a mistake, with a guess. */
export function object<F extends Fields>(fields: F): Shape<ReadFields<F>> {
  const names = Object.keys(fields);
  return {
    read(value, path, report) {
      if (!isMapping(value)) {
        const remedy = `write ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''} below it`;
        return refuse(report, path, value, 'a mapping', remedy);
      }
      let whole = true;
      for (const name of Object.keys(value)) {
        if (names.includes(name)) continue;
        whole = false;
        const guess = nearest(name, names);
        report({
          path: [...path, name],
          message: `${name} is not known here`,
          remedy: guess === undefined ? `known are ${names.join(', ')}` : `did you mean ${guess}?`,
          atKey: true,
        });
      }
      const found: [string, unknown][] = [];
      for (const [name, field] of Object.entries(fields)) {
        const mayLack = isOptional(field);
        const shape = mayLack ? field.shape : field;
        if (!Object.hasOwn(value, name)) {
          if (mayLack) continue;
          whole = false;
          report({ path, message: `${name} is missing`, remedy: `write ${name}: …` });
          continue;
        }
        const read = shape.read(value[name], [...path, name], report);
        if (read === undefined) whole = false;
        else found.push([name, read]);
      }
      // Every field was read by its own shape.
      return whole ? (Object.fromEntries(found) as ReadFields<F>) : undefined;
    },
    schema: objectSchema(fields),
  };
}

/** One of several objects, told apart by their field `kind` or another one. */
export function byTag<Variants extends Readonly<Record<string, Shape<unknown>>>>(
  tag: string,
  variants: Variants,
): Shape<Read<Variants[keyof Variants]>> {
  const words = Object.keys(variants);
  return {
    read(value, path, report) {
      if (!isMapping(value)) {
        return refuse(report, path, value, 'a mapping', `write ${tag}: ${words[0] ?? ''} below it`);
      }
      const word = value[tag];
      const variant =
        typeof word === 'string' && Object.hasOwn(variants, word) ? variants[word] : undefined;
      if (variant === undefined) {
        const guess = typeof word === 'string' ? nearest(word, words) : undefined;
        report({
          path: Object.hasOwn(value, tag) ? [...path, tag] : path,
          message:
            word === undefined ? `${tag} is missing` : `${JSON.stringify(word)} is no ${tag} here`,
          remedy:
            guess === undefined ? `write one of ${words.join(', ')}` : `did you mean ${guess}?`,
        });
        return undefined;
      }
      return variant.read(value, path, report) as Read<Variants[keyof Variants]> | undefined;
    },
    schema: { oneOf: Object.values(variants).map(({ schema }) => schema) },
  };
}

/** The tag of a variant. */
export function word<const Word extends string>(value: Word): Shape<Word> {
  return {
    read: () => value,
    schema: { const: value },
  };
}

/** A value read by one shape, and then turned into what is wanted. */
export function mapped<T, U>(shape: Shape<T>, turn: (value: T) => U): Shape<U> {
  return {
    read(value, path, report) {
      const read = shape.read(value, path, report);
      if (read === undefined) return undefined;
      try {
        return turn(read);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        report({ path, message: error.message, remedy: 'change the value' });
        return undefined;
      }
    },
    schema: shape.schema,
  };
}

/** A text or a number by one shape, everything else by another. */
export function scalarOr<T, U>(scalar: Shape<T>, other: Shape<U>): Shape<T | U> {
  return {
    read(value, path, report) {
      const isScalar = typeof value === 'string' || typeof value === 'number';
      return isScalar ? scalar.read(value, path, report) : other.read(value, path, report);
    },
    schema: { anyOf: [scalar.schema, other.schema] },
  };
}

function isOptional(field: Shape<unknown> | Optional<unknown>): field is Optional<unknown> {
  return 'optional' in field;
}

function objectSchema(fields: Fields): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    properties[name] = isOptional(field) ? field.shape.schema : field.schema;
    if (!isOptional(field)) required.push(name);
  }
  return { type: 'object', additionalProperties: false, properties, required };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nearest(name: string, names: readonly string[]): string | undefined {
  return names
    .map((known) => ({ known, distance: editDistance(known.toLowerCase(), name.toLowerCase()) }))
    .filter(({ known, distance }) => distance <= Math.max(1, Math.floor(known.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0]?.known;
}
