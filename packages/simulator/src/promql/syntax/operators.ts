import type { BinaryOperation, Expression, Operator } from './expression.ts';

/** A part of an expression without parentheses: what stands between operators, or one of them. */
export type Item =
  | { readonly kind: 'operand'; readonly expression: Expression }
  | { readonly kind: 'infix'; readonly operator: Operator }
  | { readonly kind: 'sign'; readonly negative: boolean; readonly offset: number };

/** How strongly an operator binds. Only `^` binds to the right. */
const STRENGTH: Readonly<Record<Operator['symbol'], number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '^': 6,
};

const POWER = STRENGTH['^'];

/**
 * Puts operands together as Prometheus does: a sign binds like `*`, so `-2 ^ 2` is -4. The grammar
 * of lezer binds a sign before a number, and `offset` or a range behind an operation, otherwise;
 * that is why operations are put together here.
 */
export function combine(items: readonly Item[]): Expression | undefined {
  let next = 0;

  const operand = (): Expression | undefined => {
    const item = items[next++];
    if (item?.kind === 'operand') return item.expression;
    if (item?.kind !== 'sign') return undefined;
    const inner = operation(POWER);
    if (inner === undefined) return undefined;
    const { negative, offset } = item;
    if (inner.kind !== 'number') return { kind: 'signed', negative, operand: inner, offset };
    return { ...inner, value: negative ? -inner.value : inner.value, offset };
  };

  const operation = (weakest: number): Expression | undefined => {
    let left = operand();
    for (;;) {
      const item = items[next];
      if (left === undefined || item?.kind !== 'infix') return left;
      const strength = STRENGTH[item.operator.symbol];
      if (strength < weakest) return left;
      next++;
      const right = operation(strength === POWER ? POWER : strength + 1);
      if (right === undefined) return undefined;
      left = pair(left, item.operator, right);
    }
  };

  return operation(0);
}

function pair(left: Expression, operator: Operator, right: Expression): BinaryOperation {
  return { kind: 'binary', operator, left, right, offset: left.offset };
}
