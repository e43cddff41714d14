import type { LabelSet } from '@flyball/core';

/**
 * The configuration file of Alertmanager, field for field, as far as it decides when a webhook is
 * sent and what it holds; durations as Prometheus writes them.
 */
export interface AlertmanagerConfigFile {
  readonly global?: {
    /** When an alert without an end counts as resolved; 5m by default. */
    readonly resolve_timeout?: string;
  };
  readonly route: RouteFile;
  readonly receivers: readonly ReceiverFile[];
  readonly inhibit_rules?: readonly InhibitRuleFile[];
}

export interface RouteFile {
  readonly receiver?: string;
  /** `['...']` for all labels, `[]` for one group. */
  readonly group_by?: readonly string[];
  readonly matchers?: readonly string[];
  /** The old form of `matchers` with `=`. */
  readonly match?: LabelSet;
  /** The old form of `matchers` with `=~`. */
  readonly match_re?: LabelSet;
  readonly continue?: boolean;
  /** 30s by default. */
  readonly group_wait?: string;
  /** 5m by default. */
  readonly group_interval?: string;
  /** 4h by default. */
  readonly repeat_interval?: string;
  /** What the webhook calls `routeLabels`. */
  readonly labels?: LabelSet;
  readonly routes?: readonly RouteFile[];
}

export interface ReceiverFile {
  readonly name: string;
  readonly webhook_configs?: readonly WebhookFile[];
}

export interface WebhookFile {
  readonly url: string;
  /** True by default. */
  readonly send_resolved?: boolean;
  /** 0, the default, for all. */
  readonly max_alerts?: number;
  /** How long one request may take; by default as long as the flush. */
  readonly timeout?: string;
}

export interface InhibitRuleFile {
  readonly name?: string;
  readonly source_matchers?: readonly string[];
  readonly target_matchers?: readonly string[];
  readonly equal?: readonly string[];
}
