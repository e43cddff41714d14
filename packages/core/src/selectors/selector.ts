import { parseLabelInteger } from './label-integer.ts';
import type { Requirement } from './requirement.ts';

/** Labels of an object by their keys. */
export type Labels = Readonly<Record<string, string>>;

/** What selects objects by their labels: all requirements together, or nothing at all. */
export interface Selector {
  /** Sorted by key. */
  readonly requirements: readonly Requirement[];
  /** It matches no object, whatever its labels: an absent selector does that. */
  readonly nothing: boolean;
}

export const EVERYTHING: Selector = { requirements: [], nothing: false };
export const NOTHING: Selector = { requirements: [], nothing: true };

/** The selector of requirements in any order. */
export function selectorOf(requirements: readonly Requirement[]): Selector {
  return {
    requirements: requirements.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
    nothing: false,
  };
}

/** Whether it matches every object: it has no requirement. */
export function selectsEverything(selector: Selector): boolean {
  return !selector.nothing && selector.requirements.length === 0;
}

/** Whether an object with these labels is selected. */
export function matchesSelector(selector: Selector, labels: Labels): boolean {
  if (selector.nothing) return false;
  for (const requirement of selector.requirements) {
    if (!matches(requirement, labels)) return false;
  }
  return true;
}

function matches({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'gt':
    case 'lt':
      return value !== undefined && ordered(value, operator, values[0] ?? '');
    default:
      return value !== undefined && values.includes(value);
  }
}

function ordered(text: string, operator: 'gt' | 'lt', limit: string): boolean {
  const value = parseLabelInteger(text);
  const bound = parseLabelInteger(limit);
  if (value === undefined || bound === undefined) return false;
  return operator === 'gt' ? value > bound : value < bound;
}

/** The selector as text, which `parseSelector` reads: `app=web,tier in (a,b),!legacy`. */
export function formatSelector(selector: Selector): string {
  return selector.requirements.map(formatRequirement).join(',');
}

function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'in':
    case 'notin':
      return `${key} ${operator} (${values.join(',')})`;
    case 'gt':
      return `${key}>${values.join()}`;
    case 'lt':
      return `${key}<${values.join()}`;
    default:
      return `${key}${operator}${values.join()}`;
  }
}
