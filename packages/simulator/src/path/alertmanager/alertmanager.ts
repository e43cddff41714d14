import { EventQueue, type Process } from '../timing/index.ts';
import { AggregationGroup } from './aggregation-group.ts';
import { compareAlertLabels } from './alert-order.ts';
import { AlertStore } from './alert-store.ts';
import type { Webhook } from './alertmanager-config.ts';
import type { AlertmanagerOptions, FailedAttempt } from './alertmanager-options.ts';
import { type Delivery, type Flush, isRetryable, isSuccess, type Notification } from './flush.ts';
import { isInhibited } from './inhibition.ts';
import { NotificationLog } from './notification-log.ts';
import { type GroupState, notificationReason } from './notification-reason.ts';
import {
  type AlertRefusal,
  type PostedAlert,
  receiveAlert,
  type StoredAlert,
} from './posted-alert.ts';
import { retryWait } from './retry-wait.ts';
import type { Route } from './route.ts';
import { type Silence, Silences } from './silence.ts';
import { webhookMessage } from './webhook-message.ts';

type Event =
  | { readonly kind: 'tick'; readonly group: AggregationGroup }
  | { readonly kind: 'attempt'; readonly notification: Notification }
  | { readonly kind: 'answered'; readonly notification: Notification; readonly delivery: Delivery }
  | { readonly kind: 'given-up'; readonly notification: Notification };

const SHORTEST_FLUSH = 10_000;

/**
 * Alertmanager: takes alerts in, groups them by its routes and tells webhooks of them, by the rules
 * of version 0.34. One process, no cluster.
 */
export class Alertmanager implements Process<Delivery> {
  readonly #options: AlertmanagerOptions;
  readonly #events = new EventQueue<Event>();
  readonly #alerts: AlertStore;
  readonly #log: NotificationLog;
  readonly #silences = new Silences();
  readonly #groups = new Map<Route, Map<string, AggregationGroup>>();
  #deliveries: Delivery[] = [];

  constructor(options: AlertmanagerOptions) {
    this.#options = options;
    this.#alerts = new AlertStore(options.startedAt);
    this.#log = new NotificationLog(options.startedAt);
  }

  /**
   * Takes alerts in, as a POST to /api/v2/alerts does: those that are wrong are refused, the others
   * taken. Whatever is due before must have been done (`advance`).
   */
  postAlerts(at: number, alerts: readonly PostedAlert[]): readonly AlertRefusal[] {
    this.#tidy(at);
    const refusals: AlertRefusal[] = [];
    for (const posted of alerts) {
      const alert = receiveAlert(posted, at, this.#options.config.resolveTimeout);
      if (typeof alert === 'string') refusals.push(alert);
      else this.#route(this.#alerts.put(alert, at), at);
    }
    return refusals;
  }

  postSilence(at: number, silence: Silence): void {
    this.#silences.add(silence, at);
  }

  nextEventAt(): number {
    return this.#events.nextAt;
  }

  /** What was sent to webhooks, in the order of the starts. */
  advance(to: number): readonly Delivery[] {
    this.#deliveries = [];
    for (let due = this.#events.takeUntil(to); due; due = this.#events.takeUntil(to)) {
      this.#tidy(due.at);
      this.#handle(due.event, due.at);
    }
    return this.#deliveries;
  }

  #tidy(now: number): void {
    this.#alerts.collectUntil(now);
    this.#log.collectUntil(now);
  }

  #route(alert: StoredAlert, now: number): void {
    for (const route of this.#options.config.route.match(alert.labels)) {
      const labels = route.groupLabels(alert.labels);
      let groups = this.#groups.get(route);
      if (groups === undefined) {
        groups = new Map();
        this.#groups.set(route, groups);
      }
      let group = groups.get(labels.key);
      if (group === undefined) {
        const { groupWait } = route.options;
        // An alert that has fired for longer than that waits no more, if it makes the group.
        const late = alert.startsAt + groupWait < now;
        group = new AggregationGroup(route, labels, late ? now : now + groupWait);
        groups.set(labels.key, group);
        this.#events.add(group.nextTick, { kind: 'tick', group });
      }
      group.alerts.set(alert.labels.key, alert);
    }
  }

  #handle(event: Event, now: number): void {
    switch (event.kind) {
      case 'tick':
        this.#tick(event.group, now);
        return;
      case 'attempt':
        this.#attempt(event.notification, now);
        return;
      case 'answered':
        this.#answered(event.notification, event.delivery);
        return;
      case 'given-up':
        this.#done(event.notification.flush, false, now);
    }
  }

  /** A timer that was set anew has no say any more. */
  #tick(group: AggregationGroup, now: number): void {
    if (!group.ended && !group.flushing && group.nextTick <= now) this.#flush(group, now);
  }

  #flush(group: AggregationGroup, now: number): void {
    const { config } = this.#options;
    const { groupInterval, receiver } = group.route.options;
    // A flush that waited for the one before keeps the tick that it was due at.
    const tick = group.nextTick;
    group.nextTick = now + groupInterval;
    group.flushing = true;
    this.#events.add(group.nextTick, { kind: 'tick', group });
    const alerts = [...group.alerts.values()]
      .sort((one, other) => compareAlertLabels(one.labels, other.labels))
      .map((alert) => ({ alert, resolved: alert.endsAt <= now }));
    const told = alerts.filter(({ alert }) => !this.#isMuted(alert, now));
    const flush: Flush = {
      group,
      startedAt: now,
      deadline: now + Math.max(groupInterval, SHORTEST_FLUSH),
      resolved: alerts.filter(({ resolved }) => resolved).map(({ alert }) => alert),
      pending: 1,
      failed: false,
    };
    if (told.length > 0) {
      for (const webhook of config.webhooksOf(receiver)) {
        this.#notify(flush, webhook, told, tick);
      }
    }
    this.#done(flush, true, now);
  }

  #isMuted({ labels }: StoredAlert, now: number): boolean {
    const { inhibitRules } = this.#options.config;
    return isInhibited(labels, inhibitRules, this.#alerts, now) || this.#silences.mute(labels, now);
  }

  #notify(
    flush: Flush,
    webhook: Webhook,
    told: readonly { readonly alert: StoredAlert; readonly resolved: boolean }[],
    tick: number,
  ): void {
    const { group, startedAt } = flush;
    const { repeatInterval, receiver, labels } = group.route.options;
    const state = stateOf(told);
    const entry = this.#log.get(logKey(group, webhook));
    const { sendResolved, maxAlerts } = webhook;
    const reason = notificationReason(entry, state, sendResolved, repeatInterval, tick);
    if (reason === undefined) return;
    if (!sendResolved && state.firing.size === 0) {
      this.#log.set(logKey(group, webhook), state, startedAt, repeatInterval);
      return;
    }
    const message = webhookMessage({
      receiver,
      groupLabels: group.labels,
      groupKey: group.key,
      routeLabels: labels,
      reason,
      externalUrl: this.#options.externalUrl ?? 'http://alertmanager:9093',
      maxAlerts,
      alerts: sendResolved ? told : told.filter(({ resolved }) => !resolved),
    });
    flush.pending++;
    this.#attempt({ flush, webhook, message, state, attempts: 0 }, startedAt);
  }

  #attempt(notification: Notification, now: number): void {
    const { flush, webhook, message } = notification;
    notification.attempts++;
    const { answer = () => ({ status: 200, latency: 0 }) } = this.#options;
    const { status, latency } = answer(webhook, now);
    const limit = Math.min(flush.deadline, now + webhook.timeout);
    const inTime = now + latency <= limit;
    const end = inTime ? now + latency : limit;
    const delivery: Delivery = { at: now, webhook, message, status: inTime ? status : 0, end };
    this.#deliveries.push(delivery);
    this.#events.add(end, { kind: 'answered', notification, delivery });
  }

  #answered(notification: Notification, { status, at, end }: Delivery): void {
    const { flush, webhook, state, attempts } = notification;
    const { group, deadline } = flush;
    if (isSuccess(status)) {
      const { repeatInterval } = group.route.options;
      this.#log.set(logKey(group, webhook), state, end, repeatInterval);
      this.#done(flush, true, end);
      return;
    }
    if (!isRetryable(status) || end >= deadline) {
      this.#done(flush, false, end);
      return;
    }
    const failed = {
      webhook,
      groupKey: group.key,
      attempt: attempts,
      startedAt: at,
      endedAt: end,
      deadline,
    };
    const next = this.#nextAttemptAt(failed);
    if (next === undefined || next >= deadline) {
      this.#events.add(deadline, { kind: 'given-up', notification });
    } else {
      this.#events.add(next, { kind: 'attempt', notification });
    }
  }

  #nextAttemptAt(failed: FailedAttempt): number | undefined {
    const { nextAttempt, draw } = this.#options;
    if (nextAttempt !== undefined) return nextAttempt(failed);
    return Math.max(failed.startedAt + retryWait(failed.attempt, draw), failed.endedAt);
  }

  /** One webhook of a flush is done, or the flush itself, which counts as one. */
  #done(flush: Flush, success: boolean, now: number): void {
    flush.pending--;
    if (!success) flush.failed = true;
    if (flush.pending > 0) return;
    const { group } = flush;
    group.flushing = false;
    if (!flush.failed) group.forget(flush.resolved);
    if (group.ended) this.#groups.get(group.route)?.delete(group.labels.key);
    // The timer may have gone off meanwhile.
    else this.#tick(group, now);
  }
}

function stateOf(
  told: readonly { readonly alert: StoredAlert; readonly resolved: boolean }[],
): GroupState {
  const keys = (wanted: boolean) =>
    new Set(
      told.filter(({ resolved }) => resolved === wanted).map(({ alert }) => alert.labels.key),
    );
  return { firing: keys(false), resolved: keys(true) };
}

/** Groups of different routes share an entry if their receiver and their key are the same. */
function logKey({ key, route }: AggregationGroup, { index }: Webhook): string {
  return `${route.options.receiver}\n${index}\n${key}`;
}
