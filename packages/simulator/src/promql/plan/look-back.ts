import type { Expression } from '../syntax/expression.ts';

/**
 * How long before its instant an expression looks at samples, in milliseconds; never negative.
 *
 * @param lookback how old the sample may be that an instant sees
 */
export function lookBackOf(expression: Expression, lookback: number): number {
  switch (expression.kind) {
    case 'selector':
      return Math.max(0, expression.shift + lookback);
    case 'range':
      return Math.max(0, expression.selector.shift + expression.range);
    case 'subquery': {
      const inner = lookBackOf(expression.operand, lookback);
      return Math.max(0, expression.shift + expression.range + inner);
    }
    default:
      return Math.max(0, ...partsOf(expression).map((part) => lookBackOf(part, lookback)));
  }
}

/** Whether an expression looks at samples after its instant. */
export function looksAhead(expression: Expression): boolean {
  if (expression.kind === 'selector' || expression.kind === 'subquery') {
    if (expression.shift < 0) return true;
  }
  return partsOf(expression).some(looksAhead);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'range':
      return [expression.selector];
    case 'subquery':
    case 'signed':
      return [expression.operand];
    case 'call':
      return expression.args;
    case 'aggregation':
      return expression.parameter === undefined
        ? [expression.operand]
        : [expression.parameter, expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    default:
      return [];
  }
}
