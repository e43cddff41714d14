import { KEEPS_NAME, RANGE_FUNCTIONS } from '../ranges/range-functions.ts';
import type { SeriesStore } from '../series/series-store.ts';
import { typeOf } from '../syntax/check-types.ts';
import {
  type Aggregation,
  type BinaryOperation,
  type Call,
  type Expression,
  isSetOperator,
} from '../syntax/expression.ts';
import { DATE_FUNCTIONS } from '../vectors/dates.ts';
import { ELEMENT_FUNCTIONS } from '../vectors/element-functions.ts';
import { AggregationNode, CountValuesNode, ExtremesNode } from './aggregation-nodes.ts';
import { HistogramNode } from './histogram-node.ts';
import { absentLabels, joinedLabels, replacedLabels } from './label-functions.ts';
import { looksAhead } from './look-back.ts';
import type { MatrixNode, ScalarNode, VectorNode } from './node.ts';
import { AbsentOverTimeNode, RangeCallNode } from './range-call-node.ts';
import { ConstantNode, NegatedScalarNode, ScalarOperationNode, TimeNode } from './scalar-nodes.ts';
import { RangeSelectorNode, SelectorNode } from './selector-node.ts';
import { SetOperationNode } from './set-operation-node.ts';
import { SubqueryNode } from './subquery-node.ts';
import {
  AbsentNode,
  ElementCallNode,
  MappedNode,
  ScalarOfNode,
  SortNode,
  TimestampNode,
  VectorOfNode,
  withoutName,
} from './vector-call-nodes.ts';
import { VectorScalarNode } from './vector-scalar-node.ts';
import { VectorVectorNode } from './vector-vector-node.ts';

/** What evaluation needs besides the series, in milliseconds. */
export interface PlanOptions {
  /** How old the sample may be that an instant sees. */
  readonly lookback: number;
  /** The step of a subquery that names none. */
  readonly defaultStep: number;
}

/** Makes plans of checked expressions over one store. */
export class Planner {
  readonly #store: SeriesStore;
  readonly #options: PlanOptions;

  constructor(store: SeriesStore, options: PlanOptions) {
    this.#store = store;
    this.#options = options;
  }

  vector(expression: Expression): VectorNode {
    switch (expression.kind) {
      case 'selector':
        return new SelectorNode(this.#store, expression, this.#options.lookback);
      case 'call':
        return this.#vectorCall(expression);
      case 'aggregation':
        return this.#aggregation(expression);
      case 'signed': {
        const operand = this.vector(expression.operand);
        return expression.negative
          ? new MappedNode(operand, withoutName, (value) => -value)
          : operand;
      }
      case 'binary':
        return this.#operation(expression);
      default:
        throw mistyped(expression);
    }
  }

  scalar(expression: Expression): ScalarNode {
    switch (expression.kind) {
      case 'number':
        return new ConstantNode(expression.value);
      case 'call': {
        const [operand] = expression.args;
        return operand === undefined ? new TimeNode() : new ScalarOfNode(this.vector(operand));
      }
      case 'signed': {
        const operand = this.scalar(expression.operand);
        return expression.negative ? new NegatedScalarNode(operand) : operand;
      }
      case 'binary': {
        const { operator, left, right } = expression;
        return new ScalarOperationNode(operator.symbol, this.scalar(left), this.scalar(right));
      }
      default:
        throw mistyped(expression);
    }
  }

  matrix(expression: Expression): MatrixNode {
    if (expression.kind === 'range') {
      return new RangeSelectorNode(this.#store, expression.selector, expression.range);
    }
    if (expression.kind !== 'subquery') throw mistyped(expression);
    const { operand, range, step = this.#options.defaultStep, shift } = expression;
    const grid = { range, step, shift };
    return new SubqueryNode(this.#store, this.vector(operand), grid, !looksAhead(operand));
  }

  #vectorCall(call: Call): VectorNode {
    const { name, args } = call;
    const rangeFunction = RANGE_FUNCTIONS.get(name);
    const elementFunction = ELEMENT_FUNCTIONS.get(name);
    const dateFunction = DATE_FUNCTIONS.get(name);
    if (rangeFunction !== undefined) {
      const [range, ...parameters] = this.#rangeFirst(args);
      const scalars = parameters.map((parameter) => this.scalar(parameter));
      return new RangeCallNode(this.matrix(range), rangeFunction, scalars, KEEPS_NAME.has(name));
    }
    if (dateFunction !== undefined) {
      const operand =
        args[0] === undefined ? new VectorOfNode(new TimeNode()) : this.vector(args[0]);
      return new MappedNode(operand, withoutName, dateFunction);
    }
    const [first, ...rest] = args;
    if (first === undefined) throw mistyped(call);
    if (elementFunction !== undefined) {
      const scalars = rest.map((parameter) => this.scalar(parameter));
      return new ElementCallNode(this.vector(first), name, elementFunction, scalars);
    }
    switch (name) {
      case 'absent':
        return new AbsentNode(this.vector(first), absentLabels(first));
      case 'absent_over_time':
        return new AbsentOverTimeNode(this.matrix(first), absentLabels(first));
      case 'histogram_quantile':
      case 'histogram_fraction': {
        const parameters = args.slice(0, -1).map((parameter) => this.scalar(parameter));
        return new HistogramNode(name, parameters, this.vector(args.at(-1) ?? first));
      }
      case 'label_join':
        return new MappedNode(this.vector(first), joinedLabels(rest));
      case 'label_replace':
        return new MappedNode(this.vector(first), replacedLabels(rest));
      case 'sort':
      case 'sort_desc':
        return new SortNode(this.vector(first), name === 'sort_desc');
      case 'timestamp':
        return new TimestampNode(this.vector(first));
      case 'vector':
        return new VectorOfNode(this.scalar(first));
      default:
        throw mistyped(call);
    }
  }

  /** The range vector, wherever it stands among the arguments, then the others. */
  #rangeFirst(args: readonly Expression[]): readonly [Expression, ...Expression[]] {
    const range = args.find((arg) => typeOf(arg) === 'matrix');
    if (range === undefined) throw new Error('a function of a range vector has none');
    return [range, ...args.filter((arg) => arg !== range)];
  }

  #aggregation({ aggregator, parameter, operand, grouping }: Aggregation): VectorNode {
    const vector = this.vector(operand);
    if (aggregator === 'count_values') {
      const label = parameter?.kind === 'string' ? parameter.value : '';
      return new CountValuesNode(vector, label, grouping);
    }
    const scalar = parameter === undefined ? undefined : this.scalar(parameter);
    if (aggregator !== 'topk' && aggregator !== 'bottomk') {
      return new AggregationNode(aggregator, vector, scalar, grouping);
    }
    return new ExtremesNode(aggregator, vector, scalar ?? new ConstantNode(0), grouping);
  }

  #operation({ operator, left, right }: BinaryOperation): VectorNode {
    if (typeOf(left) === 'scalar') {
      return new VectorScalarNode(operator, this.vector(right), this.scalar(left), true);
    }
    if (typeOf(right) === 'scalar') {
      return new VectorScalarNode(operator, this.vector(left), this.scalar(right), false);
    }
    const [one, other] = [this.vector(left), this.vector(right)];
    if (isSetOperator(operator.symbol)) return new SetOperationNode(operator, one, other);
    return new VectorVectorNode(operator, one, other);
  }
}

/** The type checker lets none of these through. */
function mistyped({ kind }: Expression): Error {
  return new Error(`a ${kind} stands where its type has no place`);
}
