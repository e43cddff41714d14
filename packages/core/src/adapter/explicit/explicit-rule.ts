import type { Substitute } from '../rules/metric-rule.ts';

/**
 * A metric that needs no look at the series that exist: it is known from the start, and there as
 * long as the rule is.
 */
export interface ExplicitRule {
  /** What the metric is called in the API. */
  readonly name: string;
  /** What it is a metric of: `services`, `deployments.apps`. Absent: an external metric. */
  readonly resource?: string;
  /** A template as in prometheus-adapter's rules, without `.Series`. */
  readonly query: string;
  readonly labels: ExplicitLabels;
  /** Milliseconds. */
  readonly window?: number;
  readonly absent?: Substitute;
  readonly notANumber?: Substitute;
  readonly server?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the labels of the query stand for. */
export interface ExplicitLabels {
  /** Names the object; needed if the metric has a resource. */
  readonly object?: string;
  /** Names the namespace; absent if the series know none. */
  readonly namespace?: string;
  /** Labels in Prometheus by the keys of metric selectors, where the two differ. */
  readonly selector?: Readonly<Record<string, string>>;
}
