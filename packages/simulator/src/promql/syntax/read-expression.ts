import type { SyntaxNode } from '@lezer/common';
import { AGGREGATORS, type Aggregator, type Expression } from './expression.ts';
import { endsInWord, readNumber } from './literals.ts';
import { partsOf } from './nodes.ts';
import { combine, type Item } from './operators.ts';
import type { QueryProblems } from './problem.ts';
import { readGrouping, readOperator } from './read-operator.ts';
import { applyPostfix } from './read-postfix.ts';
import { readSelector, readText } from './read-selector.ts';

/** Reads a query's syntax tree. Without an answer something was reported. */
export class ExpressionReader {
  readonly #query: string;
  readonly #problems: QueryProblems;

  constructor(query: string, problems: QueryProblems) {
    this.#query = query;
    this.#problems = problems;
  }

  read(node: SyntaxNode): Expression | undefined {
    const items = this.#items(node);
    return items === undefined ? undefined : combine(items);
  }

  /** The operands and operators that stand side by side, whatever the grammar bound together. */
  #items(node: SyntaxNode): readonly Item[] | undefined {
    const parts = partsOf(node);
    switch (node.name) {
      case 'BinaryExpr': {
        const [left, right] = [parts[0], parts.at(-1)];
        if (left === undefined || right === undefined) return undefined;
        const before = this.#items(left);
        const operator = readOperator(node, this.#query, this.#problems);
        const behind = this.#items(right);
        if (before === undefined || operator === undefined || behind === undefined) {
          return undefined;
        }
        return [...before, { kind: 'infix', operator }, ...behind];
      }
      case 'UnaryExpr': {
        const [sign, operand] = parts;
        if (sign === undefined || operand === undefined) return undefined;
        const items = this.#items(operand);
        return items === undefined ? undefined : [this.#sign(sign.from), ...items];
      }
      case 'NumberDurationLiteral':
        return this.#number(node);
      case 'OffsetExpr':
      case 'MatrixSelector':
      case 'SubqueryExpr':
      case 'StepInvariantExpr':
      case 'AnchoredExpr':
      case 'SmoothedExpr': {
        const [inner] = parts;
        const items = inner === undefined ? undefined : this.#items(inner);
        const last = items?.at(-1);
        if (items === undefined || last?.kind !== 'operand') return undefined;
        const bare = lastOperand(inner)?.name !== 'ParenExpr';
        const expression = applyPostfix(last.expression, bare, node, this.#query, this.#problems);
        if (expression === undefined) return undefined;
        return [...items.slice(0, -1), { kind: 'operand', expression }];
      }
      default: {
        const expression = this.#primary(node);
        return expression === undefined ? undefined : [{ kind: 'operand', expression }];
      }
    }
  }

  #primary(node: SyntaxNode): Expression | undefined {
    const offset = node.from;
    switch (node.name) {
      case 'PromQL':
      case 'ParenExpr': {
        const [inner] = partsOf(node);
        return inner === undefined ? undefined : this.read(inner);
      }
      case 'StringLiteral': {
        const value = readText(node, this.#query, this.#problems);
        return value === undefined ? undefined : { kind: 'string', value, offset };
      }
      case 'VectorSelector':
        return readSelector(node, this.#query, this.#problems);
      case 'FunctionCall': {
        const name = this.#text(node.getChild('FunctionIdentifier'));
        const args = this.#arguments(node);
        return args === undefined ? undefined : { kind: 'call', name, args, offset };
      }
      case 'AggregateExpr':
        return this.#aggregation(node);
      default:
        return undefined;
    }
  }

  #number(node: SyntaxNode): readonly Item[] | undefined {
    const text = this.#text(node);
    const signed = /^[+-]/.test(text);
    const digits = signed ? text.slice(1).replace(/^(?:\s|#.*\n)+/, '') : text;
    const value = endsInWord(this.#query, node.to) ? undefined : readNumber(digits);
    if (value === undefined) {
      const remedy = 'write a number, or a duration with its largest unit first, such as 1h30m';
      this.#problems.report('value', node.from, `${digits} is no number`, remedy);
      return undefined;
    }
    const expression: Expression = { kind: 'number', value, offset: node.from };
    const operand: Item = { kind: 'operand', expression };
    return signed ? [this.#sign(node.from), operand] : [operand];
  }

  #sign(offset: number): Item {
    return { kind: 'sign', negative: this.#query.charAt(offset) === '-', offset };
  }

  #aggregation(node: SyntaxNode): Expression | undefined {
    const name = this.#text(node.getChild('AggregateOp')).toLowerCase();
    const args = this.#arguments(node);
    const grouping = readGrouping(node.getChild('AggregateModifier'), this.#query, this.#problems);
    const aggregator = AGGREGATORS.find((known) => known === name);
    if (aggregator === undefined) {
      const remedy = `use one of ${AGGREGATORS.join(', ')}`;
      this.#problems.report('experimental', node.from, `${name} is experimental`, remedy);
      return undefined;
    }
    if (args === undefined) return undefined;
    const expected = takesParameter(aggregator) ? 2 : 1;
    const operand = args[expected - 1];
    if (args.length !== expected || operand === undefined) {
      const message = `${name} takes ${expected} argument${expected === 1 ? '' : 's'}, not ${args.length}`;
      const remedy = `write ${name}(${expected === 2 ? 'parameter, ' : ''}vector)`;
      this.#problems.report('type', node.from, message, remedy);
      return undefined;
    }
    const parameter = expected === 2 ? args[0] : undefined;
    return { kind: 'aggregation', aggregator, parameter, operand, grouping, offset: node.from };
  }

  #arguments(node: SyntaxNode): readonly Expression[] | undefined {
    const body = node.getChild('FunctionCallBody');
    const args = body === null ? [] : partsOf(body).map((part) => this.read(part));
    const read = args.filter((arg) => arg !== undefined);
    return read.length === args.length ? read : undefined;
  }

  #text(node: SyntaxNode | null): string {
    return node === null ? '' : this.#query.slice(node.from, node.to);
  }
}

/** What a postfix behind this node stands directly behind of. */
function lastOperand(node: SyntaxNode | undefined): SyntaxNode | undefined {
  if (node?.name !== 'BinaryExpr' && node?.name !== 'UnaryExpr') return node;
  return lastOperand(partsOf(node).at(-1));
}

const PARAMETRIC: ReadonlySet<Aggregator> = new Set([
  'topk',
  'bottomk',
  'quantile',
  'count_values',
]);

function takesParameter(aggregator: Aggregator): boolean {
  return PARAMETRIC.has(aggregator);
}
