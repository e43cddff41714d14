import { compareText } from '@flyball/core';
import type { SortedLabels } from '../../promql/index.ts';

/**
 * The order of alerts in a webhook's body: by job, then instance, one that lacks the label last; then
 * fewer labels first, then label by label, the one that lacks the label first.
 */
export function compareAlertLabels(one: SortedLabels, other: SortedLabels): number {
  return compareByTarget(one, other) || compareSets(one, other);
}

function compareByTarget(one: SortedLabels, other: SortedLabels): number {
  for (const name of ['job', 'instance']) {
    const [left, right] = [one.get(name), other.get(name)];
    if (left === right) continue;
    if (left === '') return 1;
    if (right === '') return -1;
    return compareText(left, right);
  }
  return 0;
}

function compareSets(one: SortedLabels, other: SortedLabels): number {
  if (one.names.length !== other.names.length) return one.names.length - other.names.length;
  const names = [...new Set([...one.names, ...other.names])].sort(compareText);
  for (const name of names) {
    const [left, right] = [one.get(name), other.get(name)];
    if (left !== right) return left === '' ? -1 : right === '' ? 1 : compareText(left, right);
  }
  return 0;
}
