import type { SeriesLabels } from '../rules/adapter-rule.ts';

/** One sample that a query brought. */
export interface QuerySample {
  readonly labels: SeriesLabels;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** A native histogram has no one value. */
  readonly value: number | 'histogram';
}

/** What came of a query. */
export type QueryOutcome =
  | { readonly kind: 'vector'; readonly samples: readonly QuerySample[] }
  /** `"result": null`, which only other stores than Prometheus send. */
  | { readonly kind: 'null-vector' }
  | { readonly kind: 'scalar'; readonly at: number; readonly value: number }
  | { readonly kind: 'matrix' | 'string' }
  | { readonly kind: 'failure'; readonly reason: string };
