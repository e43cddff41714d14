import type { SyntaxNode, Tree } from '@lezer/common';
import type { QueryProblems } from './problem.ts';

/** What to do about a mistake, by the part of the query that it stands in. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  [
    'LabelMatchers',
    'write matchers as label="value" with commas between them, and close the braces',
  ],
  ['UnquotedLabelMatcher', 'write label="value", with one of = != =~ !~'],
  ['QuotedLabelMatcher', 'write "label"="value", with one of = != =~ !~'],
  ['FunctionCallBody', 'write commas between the arguments, and close the parenthesis'],
  ['GroupingLabels', 'write label names with commas between them, and close the parenthesis'],
  ['MatrixSelector', 'write the range as a duration such as [1m], and close the bracket'],
  ['SubqueryExpr', 'write the subquery as [range:step], such as [5m:30s]'],
  ['OffsetExpr', 'write a duration behind offset, such as offset 5m'],
  ['BinaryExpr', 'write an operand on both sides of the operator'],
  ['ParenExpr', 'close the parenthesis'],
]);

/** Reports the first place where the text is no PromQL; what follows from it says nothing more. */
export function reportSyntaxError(query: string, tree: Tree, problems: QueryProblems): boolean {
  const error = firstError(tree.topNode);
  if (error === undefined) return false;
  const parent = error.parent ?? tree.topNode;
  const called = parent.name === 'VectorSelector' ? parent.getChild('Identifier') : null;
  if (called !== null && query.slice(error.from).trimStart().startsWith('(')) {
    const name = query.slice(called.from, called.to);
    problems.report(
      'unknown-function',
      called.from,
      `there is no function ${name}`,
      'use a function of PromQL, or write a metric without parentheses',
    );
    return true;
  }
  const rest = query.slice(error.from).trimStart();
  const at = query.length - rest.length;
  const remedy = REMEDIES.get(parent.name) ?? 'write one complete PromQL expression';
  problems.report('syntax', at, rest === '' ? wordingAtEnd(query) : unexpected(rest), remedy);
  return true;
}

function firstError(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type.isError) return node;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    const found = firstError(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wordingAtEnd(query: string): string {
  return query.trim() === '' ? 'the query is empty' : 'the query ends in the middle';
}

function unexpected(rest: string): string {
  const word = /^(?:[\p{L}\p{N}_:]+|[\s\S])/u.exec(rest)?.[0] ?? '';
  return `unexpected ${JSON.stringify(word)}`;
}
