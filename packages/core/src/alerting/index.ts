/** From a policy to the alerts that wake us at the right moment, and their route. */
export {
  type AlertmanagerReceiver,
  type AlertmanagerRoute,
  type AlertRouting,
  type AlertRoutingOptions,
  type AlertRoutingResult,
  alertRouting,
  type WebhookConfig,
} from './alert-routing.ts';
export { type AlertRuleOptions, type AlertRules, alertRules } from './alert-rules.ts';
export { type AlertableMetric, isAlertableMetric } from './alertable-metric.ts';
export {
  type AlertmanagerConfig,
  type AlertmanagerConfigOptions,
  type AlertmanagerConfigResult,
  alertmanagerConfig,
} from './alertmanager-config.ts';
export { type BandEdges, bandEdges } from './band-edges.ts';
export type { DeliveryOptions } from './delivery.ts';
export { formatAlertmanagerConfig, formatRuleFile } from './files.ts';
export type { AlertingProblem, AlertingProblemCode } from './problem.ts';
export {
  type PrometheusRule,
  type PrometheusRuleOptions,
  prometheusRule,
} from './prometheus-rule.ts';
export { type AlertingRule, type AlertName, alertNames, type RuleGroup } from './rule-group.ts';
export { type BandSide, bandSide, type ToleranceBand } from './tolerance-band.ts';
