import { compareText } from '../go/index.ts';
import { Byte, Imaginary, isList, isMap, TemplateRecord, type TemplateValue } from './value.ts';

/** A comparison that Go refuses, in words. */
export class ComparisonFault extends Error {}

type Kind = 'bool' | 'complex' | 'float' | 'int' | 'string' | 'uint' | 'other';

function kindOf(value: TemplateValue): Kind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    default:
      if (value instanceof Byte) return 'uint';
      return value instanceof Imaginary ? 'complex' : 'other';
  }
}

/** Whether the first value equals one of the others. */
export function equalsAny(first: TemplateValue, others: readonly TemplateValue[]): boolean {
  if (others.length === 0) throw new ComparisonFault('there is nothing to compare with');
  return others.some((other) => equals(first, other));
}

/** Go's `eq` for two values; a missing entry equals only another. */
function equals(first: TemplateValue, other: TemplateValue): boolean {
  if (first === undefined || other === undefined) return first === other;
  const [one, two] = comparable(first, other);
  if (typeof one === typeof two && typeof one !== 'object') return one === two;
  if (one instanceof Imaginary && two instanceof Imaginary) return one.value === two.value;
  for (const side of [one, two]) {
    if (isList(side) || isMap(side) || side instanceof TemplateRecord) {
      throw new ComparisonFault('lists, maps and records cannot be compared');
    }
  }
  throw new ComparisonFault('values of different types cannot be compared');
}

/** Go's `lt`. */
export function isLess(first: TemplateValue, other: TemplateValue): boolean {
  const [one, two] = comparable(first, other);
  if (typeof one === 'string' && typeof two === 'string') return compareText(one, two) < 0;
  if (typeof one === 'bigint' && typeof two === 'bigint') return one < two;
  if (typeof one === 'number' && typeof two === 'number') return one < two;
  const same = kindOf(one) === kindOf(two);
  throw new ComparisonFault(
    same ? 'values of this type have no order' : 'values of different types cannot be compared',
  );
}

/** Bytes compare with integers. */
function comparable(one: TemplateValue, two: TemplateValue): [TemplateValue, TemplateValue] {
  return [withoutByte(one), withoutByte(two)];
}

function withoutByte(value: TemplateValue): TemplateValue {
  return value instanceof Byte ? BigInt(value.value) : value;
}
