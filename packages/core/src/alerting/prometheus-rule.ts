import type { RuleGroup } from './rule-group.ts';

export interface PrometheusRuleOptions {
  /** The policies' own: an operator with an enforced namespace label then changes nothing. */
  readonly namespace: string;
  /** The object's name, `flyball` by default. */
  readonly name?: string;
  /** What the Prometheus selects rules by; kube-prometheus-stack's `release`, for one. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A PrometheusRule of the Prometheus operator, `monitoring.coreos.com/v1`. */
export interface PrometheusRule {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: 'PrometheusRule';
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly groups: readonly RuleGroup[] };
}

/** The groups of `alertRules` as the Prometheus operator takes them. */
export function prometheusRule(
  groups: readonly RuleGroup[],
  { namespace, name = 'flyball', labels }: PrometheusRuleOptions,
): PrometheusRule {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { namespace, name, ...(labels === undefined ? {} : { labels }) },
    spec: { groups },
  };
}
