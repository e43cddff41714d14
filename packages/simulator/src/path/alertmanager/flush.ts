import type { AggregationGroup } from './aggregation-group.ts';
import type { Webhook } from './alertmanager-config.ts';
import type { GroupState } from './notification-reason.ts';
import type { StoredAlert } from './posted-alert.ts';
import type { WebhookMessage } from './webhook-message.ts';

/** How a receiver answers a request that starts now; latency in milliseconds. */
export interface WebhookAnswer {
  readonly status: number;
  readonly latency: number;
}

/** One request to a webhook. Instants are milliseconds. */
export interface Delivery {
  /** When it starts. */
  readonly at: number;
  readonly webhook: Webhook;
  readonly message: WebhookMessage;
  /** The status of the answer; 0 if none came in time. */
  readonly status: number;
  /** When the answer comes, or Alertmanager stops waiting. */
  readonly end: number;
}

/** One round of telling the webhooks of a group's receiver. */
export interface Flush {
  readonly group: AggregationGroup;
  readonly startedAt: number;
  /** What is not done until then has failed. */
  readonly deadline: number;
  readonly resolved: readonly StoredAlert[];
  /** How many webhooks are not done. */
  pending: number;
  failed: boolean;
}

/** The calls of one webhook in a flush, until one succeeds or none makes sense. */
export interface Notification {
  readonly flush: Flush;
  readonly webhook: Webhook;
  readonly message: WebhookMessage;
  readonly state: GroupState;
  attempts: number;
}

/** Whether Alertmanager tries again within the flush. */
export function isRetryable(status: number): boolean {
  return status === 0 || Math.trunc(status / 100) === 5;
}

export function isSuccess(status: number): boolean {
  return Math.trunc(status / 100) === 2;
}
