/** A piece of a query: a word, a number, a text, `{…}` or `[…]` as a whole, or a sign. */
export interface QueryToken {
  readonly kind: 'word' | 'number' | 'text' | 'matchers' | 'range' | 'sign';
  readonly text: string;
}

const PIECES: readonly (readonly [QueryToken['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /\s+|#[^\n]*/y],
  // What a template fills in stands for a name.
  ['word', /<<.*?>>/sy],
  ['text', /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/y],
  ['matchers', /\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|[^}"'`])*\}/y],
  ['range', /\[[^\]]*\]/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['word', /[A-Za-z_:][\w:]*/y],
  ['sign', /[<>=!]=|=~|!~|./sy],
];

/**
 * Cuts PromQL, or a template of prometheus-adapter that makes it, into pieces. That is enough to see
 * what a query divides by and over what windows; it is no check of the syntax.
 */
export function queryTokens(query: string): readonly QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = 0;
  while (at < query.length) {
    for (const [kind, pattern] of PIECES) {
      pattern.lastIndex = at;
      const text = pattern.exec(query)?.[0];
      if (text === undefined) continue;
      at += text.length;
      if (kind !== 'nothing') tokens.push({ kind, text });
      break;
    }
  }
  return tokens;
}
