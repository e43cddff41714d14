import { formatMicroInstant, type LabelSet, quotePattern } from '@flyball/core';
import type { SortedLabels } from '../../promql/index.ts';
import { fingerprint } from './fingerprint.ts';
import type { NotificationReason } from './notification-reason.ts';
import type { StoredAlert } from './posted-alert.ts';

/** An alert as a webhook is told of it. */
export interface NotifiedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAt: number;
  /** Absent while it fires. */
  readonly endsAt?: number;
  readonly generatorUrl: string;
  readonly fingerprint: string;
}

/** What a webhook is told, field for field, with instants in milliseconds. */
export interface WebhookMessage {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly NotifiedAlert[];
  readonly notificationReason: NotificationReason;
  readonly groupLabels: LabelSet;
  readonly commonLabels: LabelSet;
  readonly commonAnnotations: LabelSet;
  readonly routeLabels: LabelSet;
  readonly externalUrl: string;
  readonly groupKey: string;
  readonly truncatedAlerts: number;
}

/** What a flush knows of the message that a webhook gets. */
export interface MessageContent {
  readonly receiver: string;
  readonly groupLabels: SortedLabels;
  readonly groupKey: string;
  readonly routeLabels: LabelSet;
  readonly reason: NotificationReason;
  readonly externalUrl: string;
  readonly maxAlerts: number;
  /** In the order of the body. */
  readonly alerts: readonly { readonly alert: StoredAlert; readonly resolved: boolean }[];
}

/** Status and what is common are of the alerts that are left after `max_alerts`. */
export function webhookMessage(content: MessageContent): WebhookMessage {
  const { maxAlerts, alerts } = content;
  const shown = maxAlerts > 0 ? alerts.slice(0, maxAlerts) : alerts;
  const labels = shown.map(({ alert }) => alert.labels.toRecord());
  const annotations = shown.map(({ alert }) => alert.annotations);
  return {
    receiver: quotePattern(content.receiver),
    status: shown.some(({ resolved }) => !resolved) ? 'firing' : 'resolved',
    alerts: shown.map(({ alert, resolved }) => ({
      status: resolved ? 'resolved' : 'firing',
      labels: alert.labels.toRecord(),
      annotations: alert.annotations,
      startsAt: alert.startsAt,
      ...(resolved && { endsAt: alert.endsAt }),
      generatorUrl: alert.generatorUrl,
      fingerprint: fingerprintOf(alert.labels),
    })),
    notificationReason: content.reason,
    groupLabels: content.groupLabels.toRecord(),
    commonLabels: common(labels),
    commonAnnotations: common(annotations),
    routeLabels: content.routeLabels,
    externalUrl: content.externalUrl,
    groupKey: content.groupKey,
    truncatedAlerts: alerts.length - shown.length,
  };
}

const fingerprints = new WeakMap<SortedLabels, string>();

/** An alert keeps its labels for as long as it is told of. */
function fingerprintOf(labels: SortedLabels): string {
  let known = fingerprints.get(labels);
  if (known === undefined) {
    known = fingerprint(labels.toRecord());
    fingerprints.set(labels, known);
  }
  return known;
}

/** What the first has and no other has otherwise; what is absent counts as empty. */
function common([first = {}, ...others]: readonly LabelSet[]): LabelSet {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every((other) => (other[name] ?? '') === value),
    ),
  );
}

const NEVER = '0001-01-01T00:00:00Z';

/** The body of the request, as Alertmanager writes it in JSON. */
export function webhookBody(message: WebhookMessage): unknown {
  const { notificationReason, externalUrl, alerts, ...rest } = message;
  return {
    ...rest,
    alerts: alerts.map(({ generatorUrl, startsAt, endsAt, ...alert }) => ({
      ...alert,
      startsAt: instantText(startsAt),
      endsAt: endsAt === undefined ? NEVER : instantText(endsAt),
      generatorURL: generatorUrl,
    })),
    notification_reason: notificationReason,
    externalURL: externalUrl,
    version: '4',
  };
}

/** RFC 3339 with as many digits of the second as there are. */
function instantText(at: number): string {
  return formatMicroInstant(at).replace(/\.?0+Z$/, 'Z');
}
