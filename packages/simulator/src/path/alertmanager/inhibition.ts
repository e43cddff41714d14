import type { SortedLabels } from '../../promql/index.ts';
import type { AlertStore } from './alert-store.ts';
import type { InhibitRule } from './alertmanager-config.ts';

/** Whether a firing alert keeps alerts with these labels from being sent. */
export function isInhibited(
  labels: SortedLabels,
  rules: readonly InhibitRule[],
  alerts: AlertStore,
  now: number,
): boolean {
  return rules.some((rule) => isInhibitedBy(labels, rule, alerts, now));
}

function isInhibitedBy(
  labels: SortedLabels,
  { sources, targets, equal }: InhibitRule,
  alerts: AlertStore,
  now: number,
): boolean {
  if (!targets.every((matcher) => matcher.matches(labels))) return false;
  // Two alerts that are source and target both do not keep each other quiet.
  const both = sources.every((matcher) => matcher.matches(labels));
  for (const source of alerts.values()) {
    if (source.endsAt <= now) continue;
    if (!sources.every((matcher) => matcher.matches(source.labels))) continue;
    if (both && targets.every((matcher) => matcher.matches(source.labels))) continue;
    if (equal.every((name) => source.labels.get(name) === labels.get(name))) return true;
  }
  return false;
}
