/** Alertmanager in simulated time. */
export { AlertMatcher, parseMatchers } from './alert-matcher.ts';
export { Alertmanager } from './alertmanager.ts';
export { AlertmanagerConfig, type InhibitRule, type Webhook } from './alertmanager-config.ts';
export type { AlertmanagerOptions, FailedAttempt } from './alertmanager-options.ts';
export type {
  AlertmanagerConfigFile,
  InhibitRuleFile,
  ReceiverFile,
  RouteFile,
  WebhookFile,
} from './config-file.ts';
export {
  AlertmanagerConfigError,
  type AlertmanagerProblem,
  type AlertmanagerProblemCode,
} from './config-problem.ts';
export { fingerprint, labelsText } from './fingerprint.ts';
export type { Delivery, WebhookAnswer } from './flush.ts';
export type { NotificationReason } from './notification-reason.ts';
export type { AlertRefusal, PostedAlert } from './posted-alert.ts';
export type { Draw } from './retry-wait.ts';
export type { Route, RouteOptions } from './route.ts';
export type { Silence } from './silence.ts';
export { type NotifiedAlert, type WebhookMessage, webhookBody } from './webhook-message.ts';
