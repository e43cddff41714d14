import { PatternError } from '@flyball/core';
import {
  type Aggregation,
  type BinaryOperation,
  type Call,
  type Expression,
  isComparison,
  isSetOperator,
  type ValueType,
} from './expression.ts';
import type { QueryProblems } from './problem.ts';
import { signatureOf } from './signatures.ts';
import { wholePattern } from './whole-pattern.ts';

const WORDS: Readonly<Record<ValueType, string>> = {
  scalar: 'a scalar',
  vector: 'an instant vector',
  matrix: 'a range vector',
  string: 'a string',
};

/** The type of an expression whose parts are sound. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'range':
    case 'subquery':
      return 'matrix';
    case 'call':
      return signatureOf(expression.name)?.returns ?? 'vector';
    case 'signed':
      return typeOf(expression.operand);
    case 'binary': {
      const scalar = typeOf(expression.left) === 'scalar' && typeOf(expression.right) === 'scalar';
      return scalar ? 'scalar' : 'vector';
    }
    default:
      return 'vector';
  }
}

/** Checks what the grammar does not: types, numbers of arguments, what may match what. */
export class TypeChecker {
  readonly #problems: QueryProblems;
  readonly #experimental: boolean;

  /** @param experimental whether experimental functions may be called */
  constructor(problems: QueryProblems, experimental: boolean) {
    this.#problems = problems;
    this.#experimental = experimental;
  }

  check(expression: Expression): void {
    switch (expression.kind) {
      case 'subquery':
        this.check(expression.operand);
        this.#expect(expression.operand, 'vector', 'a subquery');
        return;
      case 'call':
        this.#checkCall(expression);
        return;
      case 'aggregation':
        this.#checkAggregation(expression);
        return;
      case 'signed': {
        this.check(expression.operand);
        const type = typeOf(expression.operand);
        if (type === 'scalar' || type === 'vector') return;
        const message = `${WORDS[type]} has no sign`;
        this.#report(expression, message, 'put the sign before a scalar or an instant vector');
        return;
      }
      case 'binary':
        this.#checkOperation(expression);
        return;
      default:
    }
  }

  #checkCall(call: Call): void {
    const { name, args } = call;
    const signature = signatureOf(name);
    if (signature === undefined) {
      const remedy = 'see the list of functions in the documentation of the simulator';
      this.#problems.report('unsupported', call.offset, `${name} is not evaluated here`, remedy);
      return;
    }
    if (signature.experimental && !this.#experimental) {
      this.#problems.report(
        'experimental',
        call.offset,
        `${name} is experimental: Prometheus refuses it as it comes`,
        'allow experimental functions here and --enable-feature=promql-experimental-functions there',
      );
    }
    const most = signature.repeats ? Number.POSITIVE_INFINITY : signature.args.length;
    const least = signature.args.length - signature.optional;
    if (args.length < least || args.length > most) {
      const count = least === most ? `${least}` : `${least} or more`;
      const message = `${name} takes ${count} argument${count === '1' ? '' : 's'}, not ${args.length}`;
      this.#report(call, message, `write ${name}(${signature.args.join(', ')})`);
    }
    for (const [i, arg] of args.entries()) {
      const expected = signature.args[Math.min(i, signature.args.length - 1)];
      this.check(arg);
      if (expected !== undefined && i < most) this.#expect(arg, expected, `${name}(…)`);
    }
    if (name === 'label_replace') this.#checkLabels(args.slice(1, 2));
    if (name === 'label_replace') this.#checkPattern(args[4]);
    if (name === 'label_join') this.#checkLabels([...args.slice(1, 2), ...args.slice(3)]);
  }

  /** What names labels must not be empty. */
  #checkLabels(names: readonly Expression[]): void {
    for (const name of names) {
      if (name.kind !== 'string' || name.value !== '') continue;
      this.#problems.report('value', name.offset, 'a label name is empty', 'name the label');
    }
  }

  #checkPattern(pattern: Expression | undefined): void {
    if (pattern?.kind !== 'string') return;
    try {
      wholePattern(pattern.value);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const remedy = 'write a regular expression of Go (RE2), without look-around';
      this.#problems.report('value', pattern.offset, error.message, remedy);
    }
  }

  #checkAggregation({ aggregator, parameter, operand }: Aggregation): void {
    this.check(operand);
    this.#expect(operand, 'vector', `${aggregator}(…)`);
    if (parameter === undefined) return;
    this.check(parameter);
    const expected = aggregator === 'count_values' ? 'string' : 'scalar';
    this.#expect(parameter, expected, `the parameter of ${aggregator}`);
    if (expected === 'string') this.#checkLabels([parameter]);
  }

  #checkOperation({ operator, left, right, offset }: BinaryOperation): void {
    this.check(left);
    this.check(right);
    const { symbol, bool, matching } = operator;
    for (const side of [left, right]) {
      const type = typeOf(side);
      if (type === 'scalar' || type === 'vector') continue;
      const remedy = 'use a scalar or an instant vector on both sides';
      this.#report(side, `${WORDS[type]} cannot be an operand of ${symbol}`, remedy);
    }
    const scalars = [left, right].filter((side) => typeOf(side) === 'scalar').length;
    const setOperator = isSetOperator(symbol);
    if (bool && !isComparison(symbol)) {
      this.#report(operator, `bool stands behind ${symbol}`, 'use it with a comparison only');
    }
    if (isComparison(symbol) && !bool && scalars === 2) {
      const remedy = `write ${symbol} bool, which answers 0 or 1`;
      this.#report(operator, 'a comparison of two scalars chooses nothing', remedy);
    }
    if (setOperator && scalars > 0) {
      const message = `${symbol} works on sets of series, not on scalars`;
      this.#report({ offset }, message, 'make a scalar an instant vector with vector(…)');
    }
    if (setOperator && matching.many !== 'none') {
      const message = `group_${matching.many} stands behind ${symbol}`;
      this.#report(operator, message, 'leave it out: every element matches as many as there are');
    }
    if (scalars > 0 && !setOperator && matching.labels.length > 0) {
      const message = 'on and ignoring match elements of two instant vectors';
      this.#report(operator, message, 'leave them out beside a scalar');
    }
    const both = matching.on
      ? matching.labels.find((label) => matching.include.includes(label))
      : undefined;
    if (both !== undefined) {
      const message = `the label ${both} is matched on and taken over too`;
      this.#report(operator, message, `leave it out of group_${matching.many}`);
    }
  }

  #expect(expression: Expression, expected: ValueType, where: string): void {
    const type = typeOf(expression);
    if (type === expected) return;
    const message = `${where} takes ${WORDS[expected]}, and this is ${WORDS[type]}`;
    this.#report(expression, message, remedyFor(expected, type));
  }

  #report(where: { readonly offset: number }, message: string, remedy: string): void {
    this.#problems.report('type', where.offset, message, remedy);
  }
}

function remedyFor(expected: ValueType, type: ValueType): string {
  if (expected === 'matrix' && type === 'vector') {
    return 'write a range behind a selector, such as [1m], or a subquery such as [5m:30s]';
  }
  if (expected === 'vector' && type === 'matrix') {
    return 'leave out the range, or put a function such as rate or avg_over_time around it';
  }
  if (expected === 'vector' && type === 'scalar') return 'put vector(…) around it';
  if (expected === 'scalar' && type === 'vector') return 'put scalar(…) around it';
  return `give it ${WORDS[expected]}`;
}
