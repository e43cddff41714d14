import type { CallOptions, Result } from './call.ts';

/**
 * Where numbers come from: a time series database that speaks PromQL.
 *
 * ```
 * query('sum by (exported_service) (rate(requests_total[1m]))', { signal })
 *    ──► ok    vector   {exported_service="command"}   17.3   at 1709730672000
 *                       {exported_service="search"}     NaN   at 1709730672000
 *              warnings, infos: what the database said beside it
 *    ──► or    timeout | partial | invalid | …, as data
 * ```
 *
 * No data is an answer, a vector without samples: never a failure, and never zero. NaN and the
 * infinities arrive as themselves. An answer with warnings may be incomplete; unless an adapter
 * was told to accept those it fails as `partial`.
 */
export interface MetricSource {
  /** Evaluates an expression at one instant. */
  query(promql: string, options: QueryOptions): Promise<Result<QueryAnswer>>;

  /** Evaluates an expression at every step of the range, both ends included. */
  queryRange(
    promql: string,
    range: QueryRange,
    options: MetricCallOptions,
  ): Promise<Result<MatrixAnswer>>;

  /** The label sets of all series that match one of the selectors and have samples in the span. */
  series(
    selectors: readonly string[],
    span: TimeSpan,
    options: MetricCallOptions,
  ): Promise<Result<SeriesAnswer>>;
}

export interface MetricCallOptions extends CallOptions {
  /** Gives the call up after so many milliseconds, here and in the database. */
  readonly timeoutMs?: number;
  /** Sent with this call beside the source's own, such as the `X-Scope-OrgID` of a tenant. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface QueryOptions extends MetricCallOptions {
  /** The instant of evaluation, in milliseconds since the epoch; else the database's present. */
  readonly at?: number;
}

/** Two instants, in milliseconds since the epoch. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

export interface QueryRange extends TimeSpan {
  readonly stepMs: number;
}

/** What the database said beside the answer. */
export interface Remarks {
  /** The answer may be wrong: a store did not respond, a limit cut it, histograms were mixed. */
  readonly warnings: readonly string[];
  /** Hints about the expression; the answer is right. */
  readonly infos: readonly string[];
}

export type QueryAnswer = QueryResult & Remarks;
export type MatrixAnswer = Matrix & Remarks;

export interface SeriesAnswer extends Remarks {
  readonly series: readonly Labels[];
}

/** Label names to values; the name of the metric, where there is one, is `__name__`. */
export type Labels = Readonly<Record<string, string>>;

export type QueryResult = Vector | Matrix | Scalar | Text;

/** One sample of each series, in no promised order. */
export interface Vector {
  readonly kind: 'vector';
  readonly samples: readonly Sample[];
}

/** Several samples of each series: the answer over a range, or of a range selector. */
export interface Matrix {
  readonly kind: 'matrix';
  readonly series: readonly Series[];
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly at: number;
  readonly value: number;
}

export interface Text {
  readonly kind: 'string';
  readonly at: number;
  readonly value: string;
}

export interface Point {
  /** Milliseconds since the epoch: the instant of evaluation, not of the scrape. */
  readonly at: number;
  readonly value: number | NativeHistogram;
}

export interface Sample extends Point {
  readonly labels: Labels;
}

export interface Series {
  readonly labels: Labels;
  /** In the order of time. */
  readonly points: readonly Point[];
}

/** A whole histogram as one sample. */
export interface NativeHistogram {
  readonly count: number;
  readonly sum: number;
  /** In rising order, empty ones left out. */
  readonly buckets: readonly HistogramBucket[];
}

export interface HistogramBucket {
  readonly lower: number;
  readonly upper: number;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
  readonly count: number;
}
