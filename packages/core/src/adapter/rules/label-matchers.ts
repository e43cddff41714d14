import { goQuote } from '../../go/index.ts';
import { quotePattern } from '../../patterns/index.ts';
import type { RequirementOperator } from '../../selectors/index.ts';

/** A condition on a label, from a selector or from what the query is about. */
export interface LabelCondition {
  readonly label: string;
  readonly operator: RequirementOperator;
  readonly values: readonly string[];
}

/** The selector asks for something that no matcher of Prometheus says: `gt`, `lt`, an empty key. */
export class UnsupportedOperatorError extends Error {
  override readonly name = 'UnsupportedOperatorError';

  constructor() {
    super('operator not supported by prometheus');
  }
}

/** Values in patterns as they are, like prometheus-adapter, or so that each matches only itself. */
export type ValueEscaping = 'none' | 'full';

/** `label="value"`; the value is quoted, never spliced. */
export function matcher(
  label: string,
  operator: '=' | '!=' | '=~' | '!~',
  value: string,
  escaping: ValueEscaping,
): string {
  const quoted = goQuote(value);
  // Go prints U+FFFD as it is, but PromQL reads it only escaped.
  return `${label}${operator}${escaping === 'none' ? quoted : quoted.replaceAll('\uFFFD', '\\ufffd')}`;
}

/** `label=~"a|b"`. */
export function oneOf(label: string, values: readonly string[], escaping: ValueEscaping): string {
  return matcher(label, '=~', alternatives(values, escaping), escaping);
}

function alternatives(values: readonly string[], escaping: ValueEscaping): string {
  return values.map((value) => (escaping === 'none' ? value : quotePattern(value))).join('|');
}

/**
 * The matcher of a condition, as prometheus-adapter writes it: `in` and `notin` are patterns even
 * for one value.
 *
 * @throws {UnsupportedOperatorError}
 */
export function matcherOf(condition: LabelCondition, escaping: ValueEscaping): string {
  const { label, operator, values } = condition;
  if (label === '') throw new UnsupportedOperatorError();
  const [value = ''] = values;
  switch (operator) {
    case '=':
    case '==':
      return matcher(label, '=', value, escaping);
    case '!=':
      return matcher(label, '!=', value, escaping);
    case 'in':
      return matcher(label, '=~', alternatives(values, escaping), escaping);
    case 'notin':
      return matcher(label, '!~', alternatives(values, escaping), escaping);
    case 'exists':
      return matcher(label, '!=', '', escaping);
    case '!':
      return matcher(label, '=', '', escaping);
    default:
      throw new UnsupportedOperatorError();
  }
}
