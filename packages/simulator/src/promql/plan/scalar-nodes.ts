import { type BinaryOperator, isComparison, isSetOperator } from '../syntax/expression.ts';
import { ARITHMETIC, COMPARISON } from '../vectors/operations.ts';
import type { ScalarNode } from './node.ts';

export class ConstantNode implements ScalarNode {
  readonly #value: number;

  constructor(value: number) {
    this.#value = value;
  }

  scalarAt(): number {
    return this.#value;
  }
}

/** `time`: the instant of the evaluation in seconds. */
export class TimeNode implements ScalarNode {
  scalarAt(at: number): number {
    return at / 1000;
  }
}

export class NegatedScalarNode implements ScalarNode {
  readonly #operand: ScalarNode;

  constructor(operand: ScalarNode) {
    this.#operand = operand;
  }

  scalarAt(at: number): number {
    return -this.#operand.scalarAt(at);
  }
}

/** An operation on two scalars; a comparison answers 1 or 0. */
export class ScalarOperationNode implements ScalarNode {
  readonly #left: ScalarNode;
  readonly #right: ScalarNode;
  readonly #apply: (left: number, right: number) => number;

  constructor(symbol: BinaryOperator, left: ScalarNode, right: ScalarNode) {
    this.#left = left;
    this.#right = right;
    this.#apply = numberOperation(symbol);
  }

  scalarAt(at: number): number {
    return this.#apply(this.#left.scalarAt(at), this.#right.scalarAt(at));
  }
}

/** The operation as numbers see it; a comparison answers 1 or 0. */
export function numberOperation(symbol: BinaryOperator): (left: number, right: number) => number {
  if (isSetOperator(symbol)) throw new Error(`${symbol} is no operation on numbers`);
  if (!isComparison(symbol)) return ARITHMETIC[symbol];
  const compare = COMPARISON[symbol];
  return (left, right) => (compare(left, right) ? 1 : 0);
}
