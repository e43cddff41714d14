/** What Alertmanager sends, and which policies it wakes. */
export type { Alert, Notification, TextMap } from './alert.ts';
export { type AlertMatcher, AlertMatcherError, parseAlertMatchers } from './alert-matcher.ts';
export { labelFingerprint } from './fingerprint.ts';
export { compileAlertMatchers, type WakeablePolicy } from './match.ts';
export {
  type NotificationProblem,
  type NotificationReading,
  parseNotification,
} from './parse-notification.ts';
