import type { LabelSet } from '@flyball/core';
import type { SortedLabels } from '../../promql/index.ts';

export type AlertState = 'pending' | 'firing' | 'inactive';

/** One alert of a rule, as Prometheus keeps it. Instants are milliseconds since the epoch. */
export interface Alert {
  readonly labels: SortedLabels;
  /** The element of the rule's result that annotations are made of. */
  source: SortedLabels;
  state: AlertState;
  /** The value when the condition last held. */
  value: number;
  readonly activeAt: number;
  firedAt: number | undefined;
  resolvedAt: number | undefined;
  /** Since when the condition has gone and the alert fires on. */
  keepFiringSince: number | undefined;
  lastSentAt: number;
}

/** An alert at an instant, to be shown. */
export interface AlertSnapshot {
  /** The place of its rule in the group. */
  readonly rule: number;
  readonly labels: LabelSet;
  /** `inactive` is one that has resolved and is still sent. */
  readonly state: AlertState;
  readonly value: number;
  readonly activeAt: number;
  readonly firedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  readonly keepFiringSince: number | undefined;
}

/** An alert on its way to Alertmanager. It is resolved if it ends no later than it is sent. */
export interface SentAlert {
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAt: number;
  readonly endsAt: number;
}
