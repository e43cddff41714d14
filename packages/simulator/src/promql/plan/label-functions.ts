import { expand } from '@flyball/core';
import { METADATA_LABELS } from '../labels/metadata-labels.ts';
import { NO_LABELS, SortedLabels } from '../labels/sorted-labels.ts';
import type { Expression } from '../syntax/expression.ts';
import { wholePattern } from '../syntax/whole-pattern.ts';

/** `label_replace`: sets a label from what a pattern finds in another; as it is if nothing. */
export function replacedLabels(
  args: readonly Expression[],
): (labels: SortedLabels) => SortedLabels {
  const [target = '', replacement = '', source = '', pattern = ''] = args.map(textOf);
  const compiled = wholePattern(pattern);
  return (labels) => {
    const match = compiled.firstMatch(labels.get(source));
    return match === undefined ? labels : labels.with(target, expand(replacement, match));
  };
}

/** `label_join`: sets a label to others with something between them. */
export function joinedLabels(args: readonly Expression[]): (labels: SortedLabels) => SortedLabels {
  const [target = '', separator = '', ...sources] = args.map(textOf);
  return (labels) =>
    labels.with(target, sources.map((source) => labels.get(source)).join(separator));
}

/** What can be said of the labels of the series that are missed: what is equal in the selector. */
export function absentLabels(expression: Expression): SortedLabels {
  const selector = expression.kind === 'range' ? expression.selector : expression;
  if (selector.kind !== 'selector') return NO_LABELS;
  const found = new Map<string, string>();
  for (const { name: label, operator, value } of selector.matchers) {
    if (METADATA_LABELS.includes(label)) continue;
    // A label with several conditions is not known, even if they say the same.
    found.set(label, operator === '=' && !found.has(label) ? value : '');
  }
  return SortedLabels.fromEntries(found);
}

function textOf(expression: Expression): string {
  return expression.kind === 'string' ? expression.value : '';
}
