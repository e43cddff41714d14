import type { Alert } from './alert.ts';
import type { AlertMatcher } from './alert-matcher.ts';

/** A policy that alerts may wake. */
export interface WakeablePolicy {
  /** The name by which the caller knows it. */
  readonly key: string;
  /** Of its HorizontalPodAutoscaler. */
  readonly namespace: string;
  readonly name: string;
  /** Alerts that wake it besides its own: those whose labels meet all of these. */
  readonly matchers?: readonly AlertMatcher[];
}

/**
 * Which policies an alert wakes: the one that its labels `namespace` and `horizontalpodautoscaler`
 * name (those of our generated rules, and of kube-state-metrics), and every one whose matchers its
 * labels meet. In the order of the policies, each once. Labels only ever select among the policies
 * that there are, whatever a sender writes into them.
 */
export function compileAlertMatchers(
  policies: readonly WakeablePolicy[],
): (alert: Pick<Alert, 'labels'>) => readonly string[] {
  const byNamespace = new Map<string, Map<string, number>>();
  const matched: { readonly index: number; readonly matchers: readonly AlertMatcher[] }[] = [];
  for (const [index, { namespace, name, matchers = [] }] of policies.entries()) {
    const names = byNamespace.get(namespace) ?? new Map<string, number>();
    byNamespace.set(namespace, names.set(name, index));
    // No matchers would be met by every alert.
    if (matchers.length > 0) matched.push({ index, matchers });
  }
  return ({ labels }) => {
    const woken = new Set<number>();
    const { namespace = '', horizontalpodautoscaler = '' } = labels;
    const named = byNamespace.get(namespace)?.get(horizontalpodautoscaler);
    if (named !== undefined) woken.add(named);
    for (const { index, matchers } of matched) {
      if (matchers.every((matcher) => matcher.matches(labels))) woken.add(index);
    }
    return [...woken].sort((one, other) => one - other).flatMap((i) => policies[i]?.key ?? []);
  };
}
