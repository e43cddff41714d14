import type { SortedLabels } from '../../promql/index.ts';
import type { AlertMatcher } from './alert-matcher.ts';
import { labelsText } from './fingerprint.ts';

/** What a route does with its alerts; durations in milliseconds. */
export interface RouteOptions {
  readonly receiver: string;
  /** The labels that alerts are grouped by, or all they have. */
  readonly groupBy: readonly string[] | 'all';
  readonly groupWait: number;
  readonly groupInterval: number;
  readonly repeatInterval: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** A node of the routing tree. */
export class Route {
  readonly options: RouteOptions;
  /** Sorted as Alertmanager prints them. */
  readonly matchers: readonly AlertMatcher[];
  readonly continues: boolean;
  /** The matchers of every node from the root on: the same for siblings with equal matchers. */
  readonly key: string;
  /** The same with the places among siblings: unique. */
  readonly id: string;
  children: readonly Route[] = [];

  constructor(
    options: RouteOptions,
    matchers: readonly AlertMatcher[],
    continues: boolean,
    parent: Route | undefined,
    place: number,
  ) {
    this.options = options;
    this.matchers = matchers;
    this.continues = continues;
    const own = `{${matchers.join(',')}}`;
    this.key = parent === undefined ? own : `${parent.key}/${own}`;
    this.id = parent === undefined ? own : `${parent.id}/${own}/${place}`;
  }

  /** The nodes that take an alert: depth first, the first child that matches unless it continues. */
  match(labels: SortedLabels): readonly Route[] {
    if (!this.matchers.every((matcher) => matcher.matches(labels))) return [];
    const found: Route[] = [];
    for (const child of this.children) {
      const matched = child.match(labels);
      found.push(...matched);
      if (matched.length > 0 && !child.continues) break;
    }
    return found.length === 0 ? [this] : found;
  }

  groupLabels(labels: SortedLabels): SortedLabels {
    const { groupBy } = this.options;
    return groupBy === 'all' ? labels : labels.only(groupBy);
  }

  groupKey(groupLabels: SortedLabels): string {
    return `${this.key}:${labelsText(groupLabels.toRecord())}`;
  }
}
