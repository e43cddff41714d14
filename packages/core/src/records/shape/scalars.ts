import { Misfit } from './misfit.ts';
import type { Shape } from './shape.ts';

/** Numbers that JSON has no word for, as they are written. */
const wordsOfNumbers: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

/** How {@link number} finds a number written. */
export function writeNumber(value: number): number | string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : value;
}

/** Any number, also those that JSON has no word for. */
export const number: Shape<number> = (value) => {
  if (typeof value === 'number') return value;
  const known = wordsOfNumbers.get(value);
  if (known === undefined) throw new Misfit(value, 'a number');
  return known;
};

/** A quantity in thousandths: a number, or its digits where a number cannot hold them. */
export const milli: Shape<number | string> = (value) => {
  if (typeof value === 'string' && !wordsOfNumbers.has(value)) return value;
  return number(value);
};

export const text: Shape<string> = (value) => {
  if (typeof value === 'string') return value;
  throw new Misfit(value, 'a text');
};

export const boolean: Shape<boolean> = (value) => {
  if (typeof value === 'boolean') return value;
  throw new Misfit(value, 'true or false');
};

/** One of a few texts or numbers. */
export function oneOf<const T extends string | number>(...known: readonly T[]): Shape<T> {
  const wanted = known.length === 1 ? String(known[0]) : `one of ${known.join(', ')}`;
  return (value) => {
    const found = known.find((each) => each === value);
    if (found === undefined) throw new Misfit(value, wanted);
    return found;
  };
}
