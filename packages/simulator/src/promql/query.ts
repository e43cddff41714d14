import { NO_LABELS, type SortedLabels } from './labels/sorted-labels.ts';
import { lookBackOf } from './plan/look-back.ts';
import type { MatrixNode, ScalarNode, Vector, VectorNode } from './plan/node.ts';
import { Planner, type PlanOptions } from './plan/planner.ts';
import type { SeriesStore } from './series/series-store.ts';
import { typeOf } from './syntax/check-types.ts';
import type { Expression, ValueType } from './syntax/expression.ts';
import { parseQuery } from './syntax/parse-query.ts';

export interface QueryOptions {
  /** How old a sample may be that an instant sees, in milliseconds; 300,000 by default. */
  readonly lookback?: number;
  /**
   * The step of subqueries that name none, in milliseconds: Prometheus' evaluation interval, 60,000
   * by default.
   */
  readonly defaultStep?: number;
  /** Allows the functions that Prometheus has behind promql-experimental-functions. */
  readonly experimentalFunctions?: boolean;
}

/** What a query answers at one instant, in milliseconds since the epoch. */
export type QueryAnswer =
  | ({ readonly kind: 'vector' } & Vector)
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'matrix'; readonly series: readonly MatrixSeries[] };

export interface MatrixSeries {
  readonly labels: SortedLabels;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** A query put over a store, with all that it remembers from one evaluation to the next. */
export interface BoundQuery {
  readonly query: Query;
  /**
   * The answer at an instant. Evaluations are cheapest in the order of time, but any order is right.
   *
   * @throws {EvaluationError} where Prometheus would answer with an error too
   */
  at(instant: number): QueryAnswer;
  /**
   * The same for a query of type `vector`, which is what rules and adapters evaluate; a scalar is one
   * element without labels.
   *
   * @throws {EvaluationError}
   * @throws {TypeError} if the query answers neither a vector nor a scalar
   */
  vectorAt(instant: number): Vector;
}

/** A PromQL query: read and checked once, to be put over any number of stores. */
export class Query {
  readonly text: string;
  readonly type: ValueType;
  /** How far before its instant it looks at samples, in milliseconds. */
  readonly lookBack: number;
  readonly #expression: Expression;
  readonly #options: PlanOptions;

  /** @throws {QueryError} with everything that is wrong, and where */
  constructor(text: string, options: QueryOptions = {}) {
    const { lookback = 300_000, defaultStep = 60_000, experimentalFunctions = false } = options;
    this.text = text;
    this.#expression = parseQuery(text, experimentalFunctions);
    this.#options = { lookback, defaultStep };
    this.type = typeOf(this.#expression);
    this.lookBack = lookBackOf(this.#expression, lookback);
  }

  /** Puts the query over a store, which from now on keeps samples as long as the query needs. */
  over(store: SeriesStore): BoundQuery {
    store.retain(this.lookBack);
    const planner = new Planner(store, this.#options);
    const expression = this.#expression;
    switch (this.type) {
      case 'vector':
        return boundVector(this, planner.vector(expression));
      case 'scalar':
        return boundScalar(this, planner.scalar(expression));
      case 'matrix':
        return boundMatrix(this, planner.matrix(expression));
      case 'string':
        return boundText(this, expression.kind === 'string' ? expression.value : '');
    }
  }
}

function boundVector(query: Query, node: VectorNode): BoundQuery {
  return {
    query,
    at: (instant) => ({ kind: 'vector', ...node.vectorAt(instant) }),
    vectorAt: (instant) => node.vectorAt(instant),
  };
}

function boundScalar(query: Query, node: ScalarNode): BoundQuery {
  return {
    query,
    at: (instant) => ({ kind: 'scalar', value: node.scalarAt(instant) }),
    vectorAt: (instant) => ({ labels: [NO_LABELS], values: [node.scalarAt(instant)] }),
  };
}

function boundMatrix(query: Query, node: MatrixNode): BoundQuery {
  return {
    query,
    at(instant) {
      const series: MatrixSeries[] = [];
      node.eachWindow(instant, (labels, { times, values, from, to }) => {
        series.push({
          labels,
          times: [...times.subarray(from, to)],
          values: [...values.subarray(from, to)],
        });
      });
      return { kind: 'matrix', series };
    },
    vectorAt: () => refuseVector(query),
  };
}

function boundText(query: Query, value: string): BoundQuery {
  return { query, at: () => ({ kind: 'string', value }), vectorAt: () => refuseVector(query) };
}

function refuseVector({ text, type }: Query): never {
  throw new TypeError(`${text} answers a ${type}, and a vector is needed`);
}
