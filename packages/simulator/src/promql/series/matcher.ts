import { compileMatcher, type LabelMatcher, type MatcherOperator } from '@flyball/core';
import type { SortedLabels } from '../labels/sorted-labels.ts';

/** A condition on a label, ready to be asked. A label that is not there is an empty one. */
export class Matcher implements LabelMatcher {
  readonly name: string;
  readonly operator: MatcherOperator;
  readonly value: string;
  /** Whether a label with this value meets the condition. */
  readonly matches: (value: string) => boolean;

  /** @throws {PatternError} if the value of `=~` or `!~` is no pattern */
  constructor(name: string, operator: MatcherOperator, value: string) {
    this.name = name;
    this.operator = operator;
    this.value = value;
    this.matches = compileMatcher({ name, operator, value });
  }
}

/** Whether labels meet every condition. */
export function matchesAll(matchers: readonly Matcher[], labels: SortedLabels): boolean {
  return matchers.every((matcher) => matcher.matches(labels.get(matcher.name)));
}
