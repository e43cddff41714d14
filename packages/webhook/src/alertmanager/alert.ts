/** Names to texts: labels, annotations. */
export type TextMap = Readonly<Record<string, string>>;

/**
 * One alert of a notification. It says that something changed or is still so, never how much: what
 * its annotations tell may be a minute old.
 */
export interface Alert {
  /** `resolved` also when Prometheus is gone: it does not mean that the load fell. */
  readonly status: 'firing' | 'resolved';
  readonly labels: TextMap;
  readonly annotations: TextMap;
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  /** When it was resolved; null while it fires. */
  readonly endsAt: number | null;
  /** Where the rule can be looked at; may be empty. */
  readonly generatorURL: string;
  /** The hash of the labels by which Alertmanager tells alerts apart, 16 hexadecimal digits. */
  readonly fingerprint: string;
}

/**
 * What Alertmanager sends to a webhook: the alerts of one group. Delivered at least once, without a
 * number or a signature; a resolved alert may be in several.
 */
export interface Notification {
  /** The receiver's name, its special characters behind backslashes as Alertmanager sends it. */
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly Alert[];
  /** Names the group within its receiver; two receivers may have the same. */
  readonly groupKey: string;
  readonly groupLabels: TextMap;
  readonly commonLabels: TextMap;
  readonly commonAnnotations: TextMap;
  /** Labels of the route, from 0.34 on. */
  readonly routeLabels: TextMap;
  /** Why it was sent, from 0.32 on. */
  readonly reason?: string;
  /** Where the sending Alertmanager can be looked at. */
  readonly externalURL: string;
  /** How many alerts were left out; then `status` tells only of those that are here. */
  readonly truncatedAlerts: number;
}
