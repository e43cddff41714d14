import type { SyntaxNode } from '@lezer/common';
import type { BinaryOperator, Grouping, Matching, Operator } from './expression.ts';
import { partsOf } from './nodes.ts';
import type { QueryProblems } from './problem.ts';
import { readLabelName } from './read-selector.ts';

const SYMBOLS: Readonly<Record<string, BinaryOperator>> = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  Mod: '%',
  Pow: '^',
  Eql: '==',
  Neq: '!=',
  Gtr: '>',
  Lss: '<',
  Gte: '>=',
  Lte: '<=',
  And: 'and',
  Or: 'or',
  Unless: 'unless',
};

const EVERYTHING: Matching = { on: false, labels: [], many: 'none', include: [] };

/** Reads the operator of a binary expression and its modifiers. */
export function readOperator(
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): Operator | undefined {
  // Behind the left operand, which is the first child.
  const sign = partsOf(node)[1] ?? node;
  const symbol = SYMBOLS[sign.name];
  if (symbol === undefined) {
    const text = query.slice(sign.from, sign.to);
    const message = `the operator ${text} is not evaluated here`;
    problems.report(
      'unsupported',
      sign.from,
      message,
      'use + - * / % ^, comparisons, and or unless',
    );
    return undefined;
  }
  const fill = node.getChild('FillModifier');
  if (fill !== null) {
    const remedy = 'give the missing side a value with "or vector(…)"';
    problems.report('experimental', fill.from, 'fill modifiers are experimental', remedy);
  }
  const clause = node.getChild('MatchingModifierClause');
  return {
    symbol,
    bool: node.getChild('BoolModifier') !== null,
    matching: clause === null ? EVERYTHING : readMatching(clause, query, problems),
    offset: sign.from,
  };
}

function readMatching(clause: SyntaxNode, query: string, problems: QueryProblems): Matching {
  const [labels, include] = clause.getChildren('GroupingLabels');
  const left = clause.getChild('GroupLeft') !== null;
  const right = clause.getChild('GroupRight') !== null;
  return {
    on: clause.getChild('On') !== null,
    labels: readLabels(labels, query, problems),
    many: left ? 'left' : right ? 'right' : 'none',
    include: readLabels(include, query, problems),
  };
}

/** Reads `by (…)` or `without (…)` of an aggregation. */
export function readGrouping(
  node: SyntaxNode | null,
  query: string,
  problems: QueryProblems,
): Grouping {
  const labels = readLabels(node?.getChild('GroupingLabels') ?? undefined, query, problems);
  return { without: node !== null && node.getChild('Without') !== null, labels };
}

function readLabels(
  node: SyntaxNode | undefined,
  query: string,
  problems: QueryProblems,
): readonly string[] {
  if (node === undefined) return [];
  return partsOf(node)
    .map((part) => readLabelName(part, query, problems))
    .filter((label) => label !== undefined);
}
