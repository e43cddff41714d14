import { placeOf } from '../place.ts';
import { membersOf, textOf } from '../plain.ts';
import type { LintRule, RuleFinding } from '../rule.ts';
import type { LintedAlertRule, LintedRouting } from '../subject.ts';

/**
 * The Prometheus operator adds `namespace="…"` of the AlertmanagerConfig to its top route, and takes
 * away matchers on `namespace`: alerts without that label never get there.
 */
export const alertmanagerConfigNamespace: LintRule = {
  code: 'FB120',
  page: 'alertmanagerconfig-namespace',
  *check({ routings, alertRules }) {
    for (const routing of routings) {
      if (routing.namespace === null) continue;
      yield* matchersOnNamespace(routing, routing.namespace);
      yield* alertsOfOtherNamespaces(alertRules, routing.namespace);
    }
  },
};

function* matchersOnNamespace(
  { source, routes }: LintedRouting,
  namespace: string,
): Iterable<RuleFinding> {
  for (const { path, matchers } of routes) {
    for (const [index, matcher] of matchers.entries()) {
      const { name, value } = membersOf(matcher);
      if (name !== 'namespace') continue;
      const isOwn = textOf(value) === namespace;
      yield {
        severity: isOwn ? 'advice' : 'error',
        place: placeOf(source, [...path, 'matchers', index]),
        message: isOwn
          ? 'The Prometheus operator takes a matcher on namespace away and adds this very one.'
          : `The Prometheus operator takes a matcher on namespace away and adds namespace="${namespace}": alerts of ${textOf(value)} never come here.`,
        remedy: isOwn
          ? 'Remove it.'
          : 'Match another label, or set alertmanagerConfigMatcherStrategy.type: None on the Alertmanager.',
      };
    }
  }
}

function* alertsOfOtherNamespaces(
  rules: readonly LintedAlertRule[],
  namespace: string,
): Iterable<RuleFinding> {
  for (const { kind, name, place, labels, facts } of rules) {
    if (kind !== 'alert' || labels['namespace'] === namespace) continue;
    const written = textOf(labels['namespace']);
    // Without a label of its own an alert has those of its series, which by(…) may keep.
    if (written === '' && facts.words.includes('namespace')) continue;
    const aggregates = facts.words.some((word) => word === 'by' || word === 'without');
    if (written === '' && !aggregates) continue;
    yield {
      severity: 'error',
      place,
      message: `${name} has ${written === '' ? 'no label namespace' : `namespace="${written}"`}, and the AlertmanagerConfig takes only namespace="${namespace}": the Prometheus operator adds that matcher.`,
      remedy: `Write labels: {namespace: ${namespace}} on the alert, and keep the workload's namespace in another label.`,
    };
  }
}
