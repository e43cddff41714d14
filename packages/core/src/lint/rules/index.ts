import type { LintRule } from '../rule.ts';
import { alertDelay } from './alert-delay.ts';
import { alertmanagerConfigNamespace } from './alertmanagerconfig-namespace.ts';
import { averageValueOnAGauge } from './averagevalue-on-a-gauge.ts';
import { ignoredFields } from './ignored-fields.ts';
import { nanWhenIdle } from './nan-when-idle.ts';
import { queryOfNoObject } from './query-of-no-object.ts';
import { resolvedNotSent } from './resolved-not-sent.ts';
import { shorterThanTheSyncPeriod } from './shorter-than-the-sync-period.ts';
import { smallCounts } from './small-counts.ts';
import { subqueryBetweenScrapes } from './subquery-between-scrapes.ts';
import { targetOutOfReach } from './target-out-of-reach.ts';
import { targetThatSwings } from './target-that-swings.ts';
import { valueOnATotal } from './value-on-a-total.ts';
import { windowShorterThanTheAverage } from './window-shorter-than-the-average.ts';

/** Files that cannot be read, and manifests that the API server would refuse. */
export const REFUSED: Pick<LintRule, 'code' | 'page'> = { code: 'FB100', page: 'refused-files' };

/** All rules, by their codes. */
export const lintRules: readonly LintRule[] = [
  ignoredFields,
  valueOnATotal,
  averageValueOnAGauge,
  windowShorterThanTheAverage,
  shorterThanTheSyncPeriod,
  smallCounts,
  targetThatSwings,
  targetOutOfReach,
  nanWhenIdle,
  subqueryBetweenScrapes,
  queryOfNoObject,
  alertmanagerConfigNamespace,
  alertDelay,
  resolvedNotSent,
];

/** The page of each code, below `docs/explanation/`. */
export const lintPages: ReadonlyMap<string, string> = new Map(
  [REFUSED, ...lintRules].map(({ code, page }) => [code, page]),
);
