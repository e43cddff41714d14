import { textFromBase64 } from './base64.ts';

/** What a YAML scalar means, before its place in a document is known. */
export type ScalarMeaning =
  | { readonly kind: 'string'; readonly value: string; readonly literal: string }
  | { readonly kind: 'number'; readonly value: number; readonly literal: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null'; readonly value: null };

const words: ReadonlyMap<string, ScalarMeaning> = new Map([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, ScalarMeaning] => [
    word,
    { kind: 'null', value: null },
  ]),
  ...spellings(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...spellings(false, 'n N no No NO false False FALSE off Off OFF'),
  ...numbers(Number.NaN, '.nan .NaN .NAN'),
  ...numbers(Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...numbers(Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
]);

function spellings(value: boolean, list: string): [string, ScalarMeaning][] {
  return list.split(' ').map((word) => [word, { kind: 'boolean', value }]);
}

function numbers(value: number, list: string): [string, ScalarMeaning][] {
  return list.split(' ').map((word) => [word, { kind: 'number', value, literal: String(value) }]);
}

const decimalFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const separated = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const smallestInteger = -(2n ** 63n);
const largestInteger = 2n ** 63n - 1n;
const largestUnsigned = 2n ** 64n - 1n;

/** Text. */
export function stringMeaning(value: string): ScalarMeaning {
  return { kind: 'string', value, literal: JSON.stringify(value) };
}

/**
 * The meaning of an untagged plain scalar as Go's yaml.v2 reads it, which is what kubectl and
 * prometheus-adapter use: YAML 1.1 booleans, octal and hexadecimal integers, underscores in
 * numbers; no base 60; timestamps stay text.
 */
export function plainScalar(source: string): ScalarMeaning {
  const word = words.get(source);
  if (word !== undefined) return word;
  // After a leading point Go wants underscores between digits; elsewhere they may stand anywhere.
  const strips = source.startsWith('.') ? separated.test(source) : /^[-+0-9]/.test(source);
  const text = strips ? source.replaceAll('_', '') : source;
  return integerScalar(text) ?? floatScalar(text) ?? stringMeaning(source);
}

function integerScalar(text: string): ScalarMeaning | undefined {
  const match = integer.exec(text);
  if (match === null) return undefined;
  const [, sign = '', digits = ''] = match;
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -magnitude : magnitude;
  const largest = sign === '' ? largestUnsigned : largestInteger;
  if (value < smallestInteger || value > largest) return undefined;
  return { kind: 'number', value: Number(value), literal: String(value) };
}

function floatScalar(text: string): ScalarMeaning | undefined {
  if (!decimalFloat.test(text)) return undefined;
  const value = Number(text);
  // Beyond the doubles Go reports a range error and keeps the text.
  return Number.isFinite(value) ? { kind: 'number', value, literal: String(value) } : undefined;
}

const core = 'tag:yaml.org,2002:';

/**
 * The meaning of a scalar with an explicit tag, or undefined if the text does not fit the tag.
 * Unknown tags make a string, as in yaml.v2.
 */
export function taggedScalar(source: string, tag: string): ScalarMeaning | undefined {
  switch (tag) {
    case `${core}str`:
      return stringMeaning(source);
    case `${core}binary`: {
      const value = textFromBase64(source);
      return value === undefined ? undefined : stringMeaning(value);
    }
    case `${core}null`:
      return ofKind(source, 'null');
    case `${core}bool`:
      return ofKind(source, 'boolean');
    case `${core}float`:
      return ofKind(source, 'number');
    case `${core}int`:
      return integerScalar(source.replaceAll('_', ''));
    case `${core}timestamp`:
      return /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/.test(source) ? stringMeaning(source) : undefined;
    default:
      return stringMeaning(source);
  }
}

function ofKind(source: string, kind: ScalarMeaning['kind']): ScalarMeaning | undefined {
  const meaning = plainScalar(source);
  return meaning.kind === kind ? meaning : undefined;
}
