import { goQuote } from '../go/index.ts';
import { Pattern } from '../patterns/index.ts';
import { isLabelName } from './name.ts';

export type MatcherOperator = '=' | '!=' | '=~' | '!~';

/** A condition on one label, as PromQL and Alertmanager have them. */
export interface LabelMatcher {
  readonly name: string;
  readonly operator: MatcherOperator;
  readonly value: string;
}

/** The matcher as Prometheus prints it; a name beyond the old rules stands in quotes. */
export function formatMatcher({ name, operator, value }: LabelMatcher): string {
  return `${isLabelName(name, 'legacy') ? name : goQuote(name)}${operator}${goQuote(value)}`;
}

/**
 * A function that tells whether a label's value matches; an absent label has the empty value.
 * Patterns match the whole value, and `.` a line break too.
 *
 * @throws {PatternError} when a pattern cannot be read
 */
export function compileMatcher({ operator, value }: LabelMatcher): (value: string) => boolean {
  if (operator === '=') return (label) => label === value;
  if (operator === '!=') return (label) => label !== value;
  const pattern = new Pattern(value, { dotAll: true });
  const wanted = operator === '=~';
  return (label) => pattern.matchesAll(label) === wanted;
}
