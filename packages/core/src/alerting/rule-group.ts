/** Alerting rules as a rule file of Prometheus has them, field for field. */
export interface RuleGroup {
  readonly name: string;
  /** How often the rules are evaluated; Prometheus' `evaluation_interval` if absent. */
  readonly interval?: string;
  readonly rules: readonly AlertingRule[];
}

export type AlertName = 'FlyballAboveTarget' | 'FlyballBelowTarget';

export interface AlertingRule {
  readonly alert: AlertName;
  readonly expr: string;
  readonly for: string;
  /** Needs Prometheus 2.42. */
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string };
}

export const alertNames: readonly AlertName[] = ['FlyballAboveTarget', 'FlyballBelowTarget'];
