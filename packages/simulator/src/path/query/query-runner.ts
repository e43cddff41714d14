import type { QueryOutcome } from '@flyball/core';
import {
  type BoundQuery,
  EvaluationError,
  Query,
  type QueryAnswer,
  type QueryOptions,
  type SeriesStore,
} from '../../promql/index.ts';

/** What is wrong with the Prometheus that is asked: nobody answers, or every value is NaN. */
export type QueryFault = 'unavailable' | 'nan';

export interface QueryRunnerOptions extends QueryOptions {
  readonly store: SeriesStore;
  readonly fault?: (at: number) => QueryFault | undefined;
}

/** Queries name pods, and pods come and go: so many texts are remembered. */
const REMEMBERED = 64;

/** Answers instant queries by their text, as the API of Prometheus does. Each is read once. */
export class QueryRunner {
  readonly #options: QueryRunnerOptions;
  readonly #queries = new Map<string, BoundQuery>();

  constructor(options: QueryRunnerOptions) {
    this.#options = options;
  }

  /** @throws {QueryError} for a query that cannot be evaluated here, or nowhere */
  run(text: string, at: number): QueryOutcome {
    const query = this.#query(text);
    const fault = this.#options.fault?.(at);
    if (fault === 'unavailable') return { kind: 'failure', reason: 'Prometheus does not answer' };
    try {
      return outcomeOf(query.at(at), at, fault === 'nan');
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return { kind: 'failure', reason: error.message };
    }
  }

  #query(text: string): BoundQuery {
    const known = this.#queries.get(text);
    const query = known ?? new Query(text, this.#options).over(this.#options.store);
    // The last one used stands last.
    this.#queries.delete(text);
    this.#queries.set(text, query);
    const [oldest] = this.#queries.keys();
    if (this.#queries.size > REMEMBERED && oldest !== undefined) this.#queries.delete(oldest);
    return query;
  }
}

function outcomeOf(answer: QueryAnswer, at: number, notANumber: boolean): QueryOutcome {
  const seen = (value: number) => (notANumber ? Number.NaN : value);
  switch (answer.kind) {
    case 'vector': {
      const samples = answer.labels.map((labels, i) => ({
        labels: labels.toRecord(),
        at,
        value: seen(answer.values[i] ?? 0),
      }));
      return { kind: 'vector', samples };
    }
    case 'scalar':
      return { kind: 'scalar', at, value: seen(answer.value) };
    default:
      return { kind: answer.kind };
  }
}
