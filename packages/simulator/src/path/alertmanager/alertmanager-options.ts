import type { AlertmanagerConfig, Webhook } from './alertmanager-config.ts';
import type { WebhookAnswer } from './flush.ts';
import type { Draw } from './retry-wait.ts';

/** An attempt that failed and may be followed by another. */
export interface FailedAttempt {
  readonly webhook: Webhook;
  readonly groupKey: string;
  /** Counted from 1. */
  readonly attempt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** When the flush gives up. */
  readonly deadline: number;
}

export interface AlertmanagerOptions {
  readonly config: AlertmanagerConfig;
  /** When the process starts, in milliseconds: it tidies up at intervals from then on. */
  readonly startedAt: number;
  /** `--web.external-url`. */
  readonly externalUrl?: string;
  /** How receivers answer; by default with 200 at once. */
  readonly answer?: (webhook: Webhook, at: number) => WebhookAnswer;
  /** The source of the random waits between attempts. */
  readonly draw: Draw;
  /**
   * When the next attempt starts, instead of by a random wait; undefined for never. To follow a
   * recording.
   */
  readonly nextAttempt?: (failed: FailedAttempt) => number | undefined;
}
