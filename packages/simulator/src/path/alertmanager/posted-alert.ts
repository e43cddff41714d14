import type { LabelSet } from '@flyball/core';
import { SortedLabels } from '../../promql/index.ts';

/** An alert as it is posted to Alertmanager. Instants are milliseconds. */
export interface PostedAlert {
  readonly labels: LabelSet;
  readonly annotations?: LabelSet;
  readonly startsAt?: number;
  readonly endsAt?: number;
  readonly generatorUrl?: string;
}

/** An alert as Alertmanager keeps it: never changed, replaced when news of it comes. */
export interface StoredAlert {
  readonly labels: SortedLabels;
  readonly annotations: LabelSet;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly generatorUrl: string;
  readonly updatedAt: number;
  /** Whether its end is only when we would have stopped hearing of it. */
  readonly timedOut: boolean;
}

/** The reasons for which Alertmanager refuses an alert, in its own words. */
export type AlertRefusal =
  | 'start time must be before end time'
  | 'at least one label pair required';

/** Takes an alert in: fills in its start and end, drops empty labels. */
export function receiveAlert(
  posted: PostedAlert,
  now: number,
  resolveTimeout: number,
): StoredAlert | AlertRefusal {
  const startsAt = posted.startsAt ?? posted.endsAt ?? now;
  const endsAt = posted.endsAt ?? now + resolveTimeout;
  const labels = SortedLabels.of(posted.labels);
  if (endsAt < startsAt) return 'start time must be before end time';
  if (labels.names.length === 0) return 'at least one label pair required';
  return {
    labels,
    annotations: posted.annotations ?? {},
    startsAt,
    endsAt,
    generatorUrl: posted.generatorUrl ?? '',
    updatedAt: now,
    timedOut: posted.endsAt === undefined,
  };
}

/** What is kept when news of a known alert comes: both, if they overlap, else the news. */
export function mergeAlerts(old: StoredAlert, news: StoredAlert, now: number): StoredAlert {
  const inside = (instant: number) => instant > old.startsAt && instant < old.endsAt;
  if (!inside(news.endsAt) && !inside(news.startsAt)) return news;
  const startsAt = Math.min(old.startsAt, news.startsAt);
  const resolved = news.endsAt <= now;
  const keepsEnd = resolved ? old.endsAt <= now : !old.timedOut;
  const endsAt = keepsEnd ? Math.max(old.endsAt, news.endsAt) : news.endsAt;
  return { ...news, startsAt, endsAt };
}
