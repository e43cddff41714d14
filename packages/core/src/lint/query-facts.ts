import { DurationError, parsePrometheusDuration } from '../time/index.ts';
import { type QueryToken, queryTokens } from './query-tokens.ts';

/** A window of a query: `[5m]`, or `[5m:30s]` with a resolution; null where it is left out. */
export interface QueryRange {
  readonly text: string;
  /** Seconds. */
  readonly window: number;
  /** Seconds; absent for `[5m]`, null for `[5m:]`. */
  readonly step?: number | null;
}

/** What can be told of a query by its words. */
export interface QueryFacts {
  readonly ranges: readonly QueryRange[];
  /** What it divides by, as pieces. */
  readonly denominators: readonly (readonly QueryToken[])[];
  /** Functions, aggregations and series, in their order. */
  readonly words: readonly string[];
  /** Whether a comparison drops values, NaN among them. */
  readonly filters: boolean;
}

/** Reads the facts of a query or of a template that makes one. */
export function queryFacts(query: string): QueryFacts {
  const tokens = queryTokens(query);
  return {
    ranges: tokens.flatMap(({ kind, text }) => (kind === 'range' ? rangesOf(text) : [])),
    denominators: tokens.flatMap(({ kind, text }, k) =>
      kind === 'sign' && text === '/' ? [operandAt(tokens, k + 1)] : [],
    ),
    words: tokens.flatMap(({ kind, text }) => (kind === 'word' ? [text] : [])),
    filters: tokens.some(
      ({ kind, text }, k) =>
        kind === 'sign' &&
        ['>', '<', '>=', '<=', '==', '!='].includes(text) &&
        tokens[k + 1]?.text !== 'bool',
    ),
  };
}

function rangesOf(text: string): QueryRange[] {
  const [window = '', step] = text.slice(1, -1).split(':');
  try {
    const seconds = parsePrometheusDuration(window.trim()) / 1000;
    if (step === undefined) return [{ text, window: seconds }];
    const resolution = step.trim() === '' ? null : parsePrometheusDuration(step.trim()) / 1000;
    return [{ text, window: seconds, step: resolution }];
  } catch (error) {
    if (error instanceof DurationError) return [];
    throw error;
  }
}

const MATCHING = new Set(['on', 'ignoring', 'group_left', 'group_right', 'by', 'without', 'bool']);

/** The operand that begins at a piece: a parenthesis, a call, an aggregation or a series. */
function operandAt(tokens: readonly QueryToken[], start: number): readonly QueryToken[] {
  let at = start;
  while (MATCHING.has(tokens[at]?.text ?? '') || tokens[at]?.text === '-') {
    at += 1;
    if (tokens[at]?.text === '(' && MATCHING.has(tokens[at - 1]?.text ?? '')) {
      at = afterParenthesis(tokens, at);
    }
  }
  const from = at;
  if (tokens[at]?.text === '(') at = afterParenthesis(tokens, at);
  else at += 1;
  for (;;) {
    const { kind, text } = tokens[at] ?? { kind: 'sign', text: '' };
    if (kind === 'matchers' || kind === 'range') at += 1;
    else if (text === '(') at = afterParenthesis(tokens, at);
    else if (text === 'by' || text === 'without') at += 1;
    else return tokens.slice(from, at);
  }
}

function afterParenthesis(tokens: readonly QueryToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const { text } = tokens[at] ?? { text: '' };
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}
