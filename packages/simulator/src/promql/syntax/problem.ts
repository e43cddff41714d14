/** Why a query is refused when it is compiled. */
export type QueryProblemCode =
  /** It is no PromQL. */
  | 'syntax'
  /** Prometheus would refuse it too: a wrong type, a wrong number of arguments, a double name. */
  | 'type'
  /** A literal that cannot be: a duration, a pattern, a label name, a quoted text. */
  | 'value'
  | 'unknown-function'
  /** Prometheus answers only with `--enable-feature=promql-experimental-functions`. */
  | 'experimental'
  /** Prometheus answers it; this evaluator does not. */
  | 'unsupported';

/** One mistake in a query, with its place. */
export interface QueryProblem {
  readonly code: QueryProblemCode;
  /** Both from 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** UTF-16 offset in the text of the query. */
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

/** The query cannot be compiled. The problems stand in the order of the text, at least one. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly query: string;
  readonly problems: readonly QueryProblem[];

  constructor(query: string, problems: readonly QueryProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.query = query;
    this.problems = problems;
  }
}

/** One line: place, what is wrong, what to do. */
export function formatProblem({ line, column, message, remedy }: QueryProblem): string {
  return `${line}:${column}: ${message}: ${remedy}`;
}

/** Collects what is wrong with one query. */
export class QueryProblems {
  readonly #query: string;
  readonly #found: QueryProblem[] = [];

  constructor(query: string) {
    this.#query = query;
  }

  report(code: QueryProblemCode, offset: number, message: string, remedy: string): void {
    const before = this.#query.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    this.#found.push({ code, line, column, offset, message, remedy });
  }

  /** @throws {QueryError} if anything was reported */
  throwIfAny(): void {
    if (this.#found.length === 0) return;
    throw new QueryError(
      this.#query,
      this.#found.toSorted((one, other) => one.offset - other.offset),
    );
  }
}
