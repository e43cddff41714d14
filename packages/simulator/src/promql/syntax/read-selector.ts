import { type MatcherOperator, PatternError } from '@flyball/core';
import type { SyntaxNode } from '@lezer/common';
import { METRIC_NAME } from '../labels/metadata-labels.ts';
import { Matcher } from '../series/matcher.ts';
import type { Selector } from './expression.ts';
import { readString } from './literals.ts';
import { partsOf } from './nodes.ts';
import type { QueryProblems } from './problem.ts';

const OPERATORS: Readonly<Record<string, MatcherOperator>> = {
  EqlSingle: '=',
  Neq: '!=',
  EqlRegex: '=~',
  NeqRegex: '!~',
};

/** Reads a selector: `name{label="value"}`, either part alone, or `{"name", …}`. */
export function readSelector(node: SyntaxNode, query: string, problems: QueryProblems): Selector {
  const identifier = node.getChild('Identifier');
  const name = identifier === null ? '' : query.slice(identifier.from, identifier.to);
  const matchers: Matcher[] = [];
  const braces = node.getChild('LabelMatchers');
  for (const part of braces === null ? [] : partsOf(braces)) {
    const matcher = readMatcher(part, query, problems);
    if (matcher !== undefined) matchers.push(matcher);
  }
  const named = matchers.filter((matcher) => matcher.name === METRIC_NAME);
  const twice = name === '' ? undefined : named[0];
  if (twice !== undefined) {
    const message = `the metric name is set twice, to ${name} and to ${twice.value}`;
    problems.report('type', node.from, message, 'name the metric once');
  }
  if (name !== '') matchers.push(new Matcher(METRIC_NAME, '=', name));
  if (matchers.every((matcher) => matcher.matches(''))) {
    problems.report(
      'type',
      node.from,
      'the selector would select every series',
      'name a metric, or write a matcher that an absent label does not meet',
    );
  }
  return { kind: 'selector', name, matchers, shift: 0, offset: node.from };
}

function readMatcher(
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): Matcher | undefined {
  if (node.name === 'QuotedLabelName') {
    const name = readLabelName(node, query, problems);
    return name === undefined ? undefined : new Matcher(METRIC_NAME, '=', name);
  }
  const labelNode = node.getChild('LabelName') ?? node.getChild('QuotedLabelName');
  const operatorNode = node.getChild('MatchOp')?.firstChild;
  const valueNode = node.getChild('StringLiteral');
  const operator = OPERATORS[operatorNode?.name ?? ''];
  if (labelNode === null || valueNode === null || operator === undefined) return undefined;
  const label = readLabelName(labelNode, query, problems);
  const value = readText(valueNode, query, problems);
  if (label === undefined || value === undefined) return undefined;
  try {
    return new Matcher(label, operator, value);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const remedy = 'write a regular expression of Go (RE2), without look-around';
    problems.report('value', valueNode.from, error.message, remedy);
    return undefined;
  }
}

/** A label name as it stands, or in quotes. */
export function readLabelName(
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): string | undefined {
  if (node.name === 'LabelName') return query.slice(node.from, node.to);
  const literal = node.getChild('StringLiteral');
  const name = literal === null ? undefined : readText(literal, query, problems);
  if (name !== '') return name;
  problems.report('value', node.from, 'a label name is empty', 'name the label');
  return undefined;
}

/** The text of a string literal. */
export function readText(
  node: SyntaxNode,
  query: string,
  problems: QueryProblems,
): string | undefined {
  const literal = query.slice(node.from, node.to);
  const text = readString(literal);
  if (text === undefined) {
    const remedy = 'close the quotes, and escape as Go does: \\" \\\\ \\n \\t \\xff \\u00ff';
    problems.report('value', node.from, `${literal} cannot be read as a text`, remedy);
  }
  return text;
}
