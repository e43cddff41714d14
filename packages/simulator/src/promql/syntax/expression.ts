import type { Matcher } from '../series/matcher.ts';

/** What an expression evaluates to. `matrix` is Prometheus' range vector. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

export type Expression =
  | NumberLiteral
  | StringLiteral
  | Selector
  | RangeSelector
  | Subquery
  | Call
  | Aggregation
  | BinaryOperation
  | Signed;

interface Placed {
  /** Where it starts in the text of the query. */
  readonly offset: number;
}

export interface NumberLiteral extends Placed {
  readonly kind: 'number';
  readonly value: number;
}

export interface StringLiteral extends Placed {
  readonly kind: 'string';
  readonly value: string;
}

/** An instant vector: the newest sample of each series. */
export interface Selector extends Placed {
  readonly kind: 'selector';
  /** The name that stands before the braces, empty without one; it is a matcher too, the last. */
  readonly name: string;
  readonly matchers: readonly Matcher[];
  /** How far back it looks, in milliseconds; negative for the future. */
  readonly shift: number;
}

/** All samples of each series in a window. */
export interface RangeSelector extends Placed {
  readonly kind: 'range';
  readonly selector: Selector;
  /** In milliseconds. */
  readonly range: number;
}

/** An expression evaluated again and again, on a grid that counts from the epoch. */
export interface Subquery extends Placed {
  readonly kind: 'subquery';
  readonly operand: Expression;
  readonly range: number;
  /** In milliseconds; absent for the interval at which rules are evaluated. */
  readonly step: number | undefined;
  readonly shift: number;
}

export interface Call extends Placed {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
}

export const AGGREGATORS = [
  'avg',
  'bottomk',
  'count',
  'count_values',
  'group',
  'max',
  'min',
  'quantile',
  'stddev',
  'stdvar',
  'sum',
  'topk',
] as const;

export type Aggregator = (typeof AGGREGATORS)[number];

export interface Aggregation extends Placed {
  readonly kind: 'aggregation';
  readonly aggregator: Aggregator;
  readonly parameter: Expression | undefined;
  readonly operand: Expression;
  /** The labels of `by` or `without`; `by ()` if there is neither. */
  readonly grouping: Grouping;
}

export interface Grouping {
  readonly without: boolean;
  readonly labels: readonly string[];
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';
export type ComparisonOperator = '==' | '!=' | '>' | '<' | '>=' | '<=';
export type SetOperator = 'and' | 'or' | 'unless';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator;

/** The operator with what stands between it and its right operand. */
export interface Operator extends Placed {
  readonly symbol: BinaryOperator;
  /** `bool`: a comparison answers 0 or 1 instead of choosing. */
  readonly bool: boolean;
  readonly matching: Matching;
}

/** Which elements of two vectors belong together. */
export interface Matching {
  /** `on` the labels, or on all but those. */
  readonly on: boolean;
  readonly labels: readonly string[];
  /** Which side may have several elements for one of the other. */
  readonly many: 'none' | 'left' | 'right';
  /** Labels that the result takes from the other side. */
  readonly include: readonly string[];
}

export interface BinaryOperation extends Placed {
  readonly kind: 'binary';
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A plus or a minus before an expression that is no number. */
export interface Signed extends Placed {
  readonly kind: 'signed';
  readonly negative: boolean;
  readonly operand: Expression;
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);
const SET_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

export function isComparison(symbol: BinaryOperator): symbol is ComparisonOperator {
  return COMPARISONS.has(symbol);
}

export function isSetOperator(symbol: BinaryOperator): symbol is SetOperator {
  return SET_OPERATORS.has(symbol);
}
