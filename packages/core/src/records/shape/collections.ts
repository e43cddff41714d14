import { below, Misfit } from './misfit.ts';
import type { Shape } from './shape.ts';

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value));
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new Misfit(value, 'a list');
    return value.map((each, index) => below(index, () => item(each)));
  };
}

/** Values by names that nobody fixed. */
export function dictionary<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value) =>
    // Its entries are made, not assigned: a name may be `__proto__`.
    Object.fromEntries(
      Object.entries(mapping(value)).map(([name, each]) => [name, below(name, () => item(each))]),
    );
}

/** A member that may be absent. */
export interface Optional<T> {
  readonly optional: Shape<T>;
}

export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

/** One shape for each member of `T`. */
export type Members<T> = {
  readonly [K in keyof T]-?: undefined extends T[K]
    ? Optional<Exclude<T[K], undefined>>
    : object extends Pick<T, K>
      ? Optional<T[K]>
      : Shape<T[K]>;
};

type LooseMembers = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>;

/** An object with these members and no others. */
export function struct<T extends object>(members: Members<T>): Shape<T> {
  const known = Object.entries(members as LooseMembers);
  const names = new Set(known.map(([name]) => name));
  return (value) => {
    const given = mapping(value);
    const result: Record<string, unknown> = {};
    for (const [name, shape] of known) {
      const isThere = Object.hasOwn(given, name);
      if (typeof shape === 'function') {
        result[name] = below(name, () => {
          if (!isThere) throw new Misfit(undefined, 'a value');
          return shape(given[name]);
        });
      } else if (isThere) {
        result[name] = below(name, () => shape.optional(given[name]));
      }
    }
    const unknown = Object.keys(given).find((name) => !names.has(name));
    if (unknown !== undefined) {
      below(unknown, () => {
        throw new Misfit(given[unknown], 'nothing: no such field is known');
      });
    }
    return result as T;
  };
}

/** An object that is one of several, told apart by a member that only one of them has. */
export function byMember<const C extends Readonly<Record<string, Shape<unknown>>>>(
  cases: C,
): Shape<ReturnType<C[keyof C]>> {
  const wanted = `an object with one of ${Object.keys(cases).join(', ')}`;
  return (value) => {
    const given = mapping(value);
    const found = Object.entries(cases).find(([name]) => Object.hasOwn(given, name));
    if (found === undefined) throw new Misfit(value, wanted);
    return found[1](value) as ReturnType<C[keyof C]>;
  };
}

/** An object that is one of several, told apart by what one member says. */
export function byTag<const C extends Readonly<Record<string, Shape<unknown>>>>(
  tag: string,
  cases: C,
): Shape<ReturnType<C[keyof C]>> {
  const wanted = `one of ${Object.keys(cases)
    .map((name) => JSON.stringify(name))
    .join(', ')}`;
  return (value) => {
    const said = mapping(value)[tag];
    const known = String(said);
    const shape = Object.hasOwn(cases, known) ? cases[known] : undefined;
    if (shape === undefined) {
      return below(tag, () => {
        throw new Misfit(said, wanted);
      });
    }
    return shape(value) as ReturnType<C[keyof C]>;
  };
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new Misfit(value, 'an object');
}
