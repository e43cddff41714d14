import { goQuote } from '../go/index.ts';
import { SelectorError } from './error.ts';
import { type RequirementOperator, requirement } from './requirement.ts';
import { EVERYTHING, formatSelector, NOTHING, type Selector, selectorOf } from './selector.ts';

/** A `metav1.LabelSelector`: how objects write a selector. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | null;
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | null;
}

export interface LabelSelectorRequirement {
  readonly key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  readonly operator: string;
  readonly values?: readonly string[] | null;
}

const OPERATORS: ReadonlyMap<string, RequirementOperator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
]);

/**
 * The selector that an object names. An absent one selects nothing, an empty one everything.
 *
 * @throws {SelectorError} with Kubernetes' text
 */
export function readLabelSelector(object: LabelSelector | null | undefined): Selector {
  if (object === null || object === undefined) return NOTHING;
  const labels = sortedLabels(object);
  const expressions = object.matchExpressions ?? [];
  if (labels.length + expressions.length === 0) return EVERYTHING;
  const requirements = labels.map(([key, value]) => requirement(key, '=', [value]));
  for (const { key, operator, values } of expressions) {
    const known = OPERATORS.get(operator);
    if (known === undefined) {
      const message = `${goQuote(operator)} is not a valid label selector operator`;
      throw new SelectorError('operator', message);
    }
    requirements.push(requirement(key, known, values ?? []));
  }
  return selectorOf(requirements);
}

/** The object as text, `<none>` for nothing or everything, `<error>` for what is no selector. */
export function formatLabelSelector(object: LabelSelector | null | undefined): string {
  try {
    const text = formatSelector(readLabelSelector(object));
    return text === '' ? '<none>' : text;
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return '<error>';
  }
}

/** The object as Go prints a pointer to it, which stands in the controller's messages. */
export function goPrintLabelSelector(object: LabelSelector | null | undefined): string {
  if (object === null || object === undefined) return 'nil';
  const labels = sortedLabels(object).map(([key, value]) => `${key}: ${value},`);
  const expressions = (object.matchExpressions ?? []).map(
    ({ key, operator, values }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(' ')}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}

/** The labels by key, the order in which Go prints a map. */
export function sortedLabels(object: LabelSelector): readonly (readonly [string, string])[] {
  return Object.entries(object.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
