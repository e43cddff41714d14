import { parseQuantity } from '../../quantity/index.ts';
import type { DraftSpec } from './draft.ts';

/** Whether two specs mean the same: quantities count by value, nothing is as good as an empty list. */
export function sameSpec(one: DraftSpec, other: DraftSpec): boolean {
  return same(one, other, '', '');
}

function same(one: unknown, other: unknown, name: string, parent: string): boolean {
  if (typeof one === 'string' && typeof other === 'string' && isQuantity(name, parent)) {
    return parseQuantity(one).compare(parseQuantity(other)) === 0;
  }
  if (isList(one) || isList(other)) {
    const [left, right] = [isList(one) ? one : [], isList(other) ? other : []];
    return (
      left.length === right.length &&
      left.every((item, index) => same(item, right[index], name, parent))
    );
  }
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((member) => same(one[member], other[member], member, name));
  }
  return one === other;
}

function isQuantity(name: string, parent: string): boolean {
  return parent === 'target'
    ? name === 'value' || name === 'averageValue'
    : name === 'tolerance' && (parent === 'scaleUp' || parent === 'scaleDown');
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
