import { parser } from '@prometheus-io/lezer-promql';
import { TypeChecker } from './check-types.ts';
import type { Expression } from './expression.ts';
import { QueryError, QueryProblems } from './problem.ts';
import { ExpressionReader } from './read-expression.ts';
import { reportSyntaxError } from './syntax-errors.ts';

/**
 * Reads a query and checks it as Prometheus does.
 *
 * @throws {QueryError} with everything that is wrong, and where
 */
export function parseQuery(query: string, experimental: boolean): Expression {
  const problems = new QueryProblems(query);
  const tree = parser.parse(query);
  const broken = reportSyntaxError(query, tree, problems);
  problems.throwIfAny();
  const expression = broken ? undefined : new ExpressionReader(query, problems).read(tree.topNode);
  if (expression !== undefined) new TypeChecker(problems, experimental).check(expression);
  problems.throwIfAny();
  if (expression !== undefined) return expression;
  problems.report('syntax', 0, 'the query cannot be read', 'write one complete PromQL expression');
  problems.throwIfAny();
  throw new QueryError(query, []);
}
