import type { SyntaxNode } from '@lezer/common';
import type { Expression } from './expression.ts';
import { endsInWord, readNumber, toMilliseconds } from './literals.ts';
import { partsOf } from './nodes.ts';
import type { QueryProblems } from './problem.ts';

/**
 * What comes of an operand with a range, a subquery or an offset behind it.
 *
 * @param bare whether the operand stands there without parentheses
 * @param node the grammar's node of the postfix
 */
export function applyPostfix(
  operand: Expression,
  bare: boolean,
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): Expression | undefined {
  switch (node.name) {
    case 'MatrixSelector':
      return applyRange(operand, bare, node, query, problems);
    case 'SubqueryExpr':
      return applySubquery(operand, node, query, problems);
    case 'OffsetExpr':
      return applyOffset(operand, bare, node, query, problems);
    default: {
      const at = node.name === 'StepInvariantExpr';
      const what = at
        ? '@ fixes one instant, which is not evaluated here'
        : `${lastWord(node, query)} is experimental`;
      const remedy = at ? 'ask about the past with offset' : 'leave it out';
      const mark = partsOf(node)[1] ?? node;
      problems.report(at ? 'unsupported' : 'experimental', mark.from, what, remedy);
      return undefined;
    }
  }
}

function lastWord(node: SyntaxNode, query: string): string {
  const word = partsOf(node).at(-1);
  return word === undefined ? '' : query.slice(word.from, word.to);
}

function applyRange(
  operand: Expression,
  bare: boolean,
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): Expression | undefined {
  const range = readPositive(node.getChild('DurationExpr'), query, problems);
  if (operand.kind !== 'selector' || !bare) {
    const remedy = 'write the range behind a selector, or a subquery such as [5m:30s]';
    problems.report('type', node.from, 'only a selector can have a range', remedy);
    return undefined;
  }
  if (operand.shift !== 0) {
    const remedy = 'write the offset behind the range';
    problems.report('type', node.from, 'an offset stands before the range', remedy);
    return undefined;
  }
  if (range === undefined) return undefined;
  return { kind: 'range', selector: operand, range, offset: operand.offset };
}

function applySubquery(
  operand: Expression,
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): Expression | undefined {
  const [rangeNode, stepNode] = node.getChildren('DurationExpr');
  const range = readPositive(rangeNode ?? null, query, problems);
  const step = stepNode === undefined ? undefined : readPositive(stepNode, query, problems);
  if (range === undefined || (stepNode !== undefined && step === undefined)) return undefined;
  return { kind: 'subquery', operand, range, step, shift: 0, offset: operand.offset };
}

function applyOffset(
  operand: Expression,
  bare: boolean,
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): Expression | undefined {
  const shift = readDuration(node.getChild('OffsetDurationExpr'), query, problems);
  const selector = operand.kind === 'range' ? operand.selector : operand;
  if (!bare || (selector.kind !== 'selector' && selector.kind !== 'subquery')) {
    const remedy = 'write the offset directly behind a selector, its range, or a subquery';
    problems.report('type', node.from, 'offset stands behind what has none', remedy);
    return undefined;
  }
  if (selector.shift !== 0) {
    problems.report('type', node.from, 'offset is set twice', 'write one offset');
    return undefined;
  }
  if (shift === undefined) return undefined;
  if (operand.kind === 'range') return { ...operand, selector: { ...operand.selector, shift } };
  return { ...selector, shift };
}

function readPositive(
  node: SyntaxNode | null,
  query: string,
  problems: QueryProblems,
): number | undefined {
  const milliseconds = readDuration(node, query, problems);
  if (node === null || milliseconds === undefined || milliseconds > 0) return milliseconds;
  const text = query.slice(node.from, node.to);
  problems.report('value', node.from, `${text} is no positive duration`, 'write one such as 1m');
  return undefined;
}

/** Milliseconds of a signed duration. Arithmetic with durations is experimental in Prometheus. */
function readDuration(
  node: SyntaxNode | null,
  query: string,
  problems: QueryProblems,
): number | undefined {
  if (node === null) return undefined;
  let negative = false;
  let inner: SyntaxNode = node;
  for (;;) {
    const [sign, operand]: readonly SyntaxNode[] = partsOf(inner);
    if (sign?.name !== 'UnaryOp' || operand === undefined) break;
    if (query.charAt(sign.from) === '-') negative = !negative;
    inner = operand;
  }
  const literal = inner.getChild('NumberDurationLiteralInDurationContext');
  const text = query.slice(node.from, node.to);
  if (literal === null || literal.from !== inner.from || literal.to !== inner.to) {
    const remedy = 'write the duration itself, such as 1h30m';
    problems.report(
      'experimental',
      node.from,
      `computing durations is experimental: ${text}`,
      remedy,
    );
    return undefined;
  }
  const whole = !endsInWord(query, literal.to);
  const seconds = whole ? readNumber(query.slice(literal.from, literal.to)) : undefined;
  const milliseconds =
    seconds === undefined ? undefined : toMilliseconds(negative ? -seconds : seconds);
  if (milliseconds === undefined) {
    const remedy = 'write units from the largest to the smallest, such as 1h30m, below 292 years';
    problems.report('value', node.from, `${text} is no duration`, remedy);
  }
  return milliseconds;
}
