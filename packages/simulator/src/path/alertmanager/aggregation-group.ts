import type { SortedLabels } from '../../promql/index.ts';
import type { StoredAlert } from './posted-alert.ts';
import type { Route } from './route.ts';

/** The alerts of a route that are told together. */
export class AggregationGroup {
  readonly route: Route;
  readonly labels: SortedLabels;
  readonly key: string;
  readonly alerts: Map<string, StoredAlert> = new Map();
  /** When the timer goes off next. */
  nextTick: number;
  flushing = false;
  /** An empty group has ended; the next alert starts another. */
  ended = false;

  constructor(route: Route, labels: SortedLabels, firstTick: number) {
    this.route = route;
    this.labels = labels;
    this.key = route.groupKey(labels);
    this.nextTick = firstTick;
  }

  /** Forgets resolved alerts that were told, unless news of them came meanwhile. */
  forget(told: readonly StoredAlert[]): void {
    for (const { labels, updatedAt } of told) {
      if (this.alerts.get(labels.key)?.updatedAt === updatedAt) this.alerts.delete(labels.key);
    }
    this.ended = this.alerts.size === 0;
  }
}
