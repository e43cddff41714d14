import { goQueryEscape, utf8Bytes, utf8Text } from '../go/index.ts';
import { ComparisonFault, equalsAny, isLess } from './compare.ts';
import { escapeHtml, escapeJs } from './escape.ts';
import { CallFault } from './fault.ts';
import { plainText, printValue, sprint } from './print.ts';
import { sprintf } from './sprintf.ts';
import { Byte, isList, isMap, isTrue, type TemplateValue, typeName } from './value.ts';

export interface TemplateFunction {
  readonly least: number;
  /** Absent where there may be any number of arguments. */
  readonly most?: number;
  call(values: readonly TemplateValue[]): TemplateValue;
}

/** `and` and `or` evaluate no further than they must: the executor calls them. */
export const SHORT_CIRCUIT: ReadonlySet<string> = new Set(['and', 'or']);

const written = (write: (text: string) => string): TemplateFunction => ({
  least: 0,
  call: (values) => write(values.length === 1 ? printValue(values[0]) : sprint(values.map(named))),
});

/** What is missing is named in what html, js and urlquery write, as in what an action prints. */
function named(value: TemplateValue): TemplateValue {
  return value ?? printValue(value);
}

const comparison = (
  least: number,
  most: number | undefined,
  compare: (first: TemplateValue, others: readonly TemplateValue[]) => boolean,
): TemplateFunction => ({
  least,
  ...(most === undefined ? {} : { most }),
  call([first, ...others]) {
    try {
      return compare(first, others);
    } catch (error) {
      if (error instanceof ComparisonFault) throw new CallFault(error.message);
      throw error;
    }
  },
});

/** The functions that Go's text/template has built in; nothing adds to them here. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map(
  Object.entries({
    call: {
      least: 1,
      call: ([first]): TemplateValue => {
        throw new CallFault(`a ${typeName(first)} is not a function`);
      },
    },
    eq: comparison(1, undefined, equalsAny),
    ge: comparison(2, 2, (one, [two]) => !isLess(one, two)),
    gt: comparison(2, 2, (one, [two]) => !isLess(one, two) && !equalsAny(one, [two])),
    le: comparison(2, 2, (one, [two]) => isLess(one, two) || equalsAny(one, [two])),
    lt: comparison(2, 2, (one, [two]) => isLess(one, two)),
    ne: comparison(2, 2, (one, [two]) => !equalsAny(one, [two])),
    html: written(escapeHtml),
    js: written(escapeJs),
    urlquery: written(goQueryEscape),
    print: { least: 0, call: sprint },
    println: {
      least: 0,
      call: (values: readonly TemplateValue[]) => `${values.map(plainText).join(' ')}\n`,
    },
    printf: {
      least: 1,
      call([format, ...values]: readonly TemplateValue[]) {
        if (typeof format !== 'string')
          throw new CallFault('the format of printf must be a string');
        return sprintf(format, values);
      },
    },
    not: { least: 1, most: 1, call: ([value]: readonly TemplateValue[]) => !isTrue(value) },
    len: { least: 1, most: 1, call: ([value]: readonly TemplateValue[]) => lengthOf(value) },
    index: {
      least: 1,
      call([value, ...keys]: readonly TemplateValue[]) {
        if (value === undefined) throw new CallFault('there is nothing to take an entry of');
        return keys.reduce(entryOf, value);
      },
    },
    slice: {
      least: 1,
      call: ([value, ...bounds]: readonly TemplateValue[]) => sliceOf(value, bounds),
    },
  } satisfies Readonly<Record<string, TemplateFunction>>),
);

function lengthOf(value: TemplateValue): bigint {
  if (typeof value === 'string') return BigInt(bytesOf(value).length);
  if (isList(value)) return BigInt(value.length);
  if (isMap(value)) return BigInt(value.size);
  throw new CallFault(`a ${typeName(value)} has no length`);
}

function entryOf(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (isMap(value)) {
    if (typeof key !== 'string') throw new CallFault(`a ${typeName(key)} is no key of this map`);
    // Go hands out the empty string for a key that is not there.
    return value.get(key) ?? '';
  }
  if (isList(value)) return value[position(key, value.length - 1)];
  if (typeof value === 'string') {
    const bytes = bytesOf(value);
    return new Byte(bytes[position(key, bytes.length - 1)] ?? 0);
  }
  throw new CallFault(`a ${typeName(value)} has no entries`);
}

function sliceOf(value: TemplateValue, bounds: readonly TemplateValue[]): TemplateValue {
  const text = typeof value === 'string';
  if (!text && !isList(value)) throw new CallFault(`a ${typeName(value)} cannot be sliced`);
  if (bounds.length > (text ? 2 : 3)) throw new CallFault('too many bounds to slice by');
  const items = text ? bytesOf(value) : value;
  const places = bounds.map((bound) => position(bound, items.length));
  const [start = 0, end = items.length, capacity = items.length] = places;
  if (start > end || end > capacity) {
    throw new CallFault(`cannot slice from ${start} to ${end}`);
  }
  return text ? textOf(bytesOf(value).slice(start, end)) : value.slice(start, end);
}

function position(key: TemplateValue, last: number): number {
  const place = key instanceof Byte ? key.value : typeof key === 'bigint' ? Number(key) : undefined;
  if (place === undefined) throw new CallFault(`a ${typeName(key)} is no index`);
  if (place < 0 || place > last) throw new CallFault(`the index ${place} is out of range`);
  return place;
}

function bytesOf(text: string): readonly number[] {
  return [...text].flatMap((character) => utf8Bytes(character.codePointAt(0) ?? 0));
}

function textOf(bytes: readonly number[]): string {
  const text = utf8Text(bytes);
  // Go would keep the half of a character, which no text here can hold.
  if (text === undefined) throw new CallFault('the slice cuts through a character');
  return text;
}
