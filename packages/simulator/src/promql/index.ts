/** The part of PromQL that scaling queries use, over simulated series, as Prometheus computes it. */

export { METRIC_NAME } from './labels/metadata-labels.ts';
export { SortedLabels } from './labels/sorted-labels.ts';
export { EvaluationError, type EvaluationErrorReason } from './plan/evaluation-error.ts';
export type { Vector } from './plan/node.ts';
export {
  type BoundQuery,
  type MatrixSeries,
  Query,
  type QueryAnswer,
  type QueryOptions,
} from './query.ts';
export { Matcher, matchesAll } from './series/matcher.ts';
export type { Series } from './series/series.ts';
export { SeriesStore, type SeriesStoreOptions } from './series/series-store.ts';
export type { ValueType } from './syntax/expression.ts';
export {
  formatProblem,
  QueryError,
  type QueryProblem,
  type QueryProblemCode,
} from './syntax/problem.ts';
export { formatGoFloat, parseGoFloat } from './vectors/go-float.ts';
