/** A piece of a selector's text. `in` and `notin` are words here; the grammar tells them apart. */
export interface Token {
  readonly kind: 'word' | 'symbol' | 'end';
  readonly text: string;
}

export const END: Token = { kind: 'end', text: '' };

// White space is these four and no other; what is no symbol belongs to a word. U+0000 is swallowed
// behind a token, and ends the text where a token should begin.
const SOURCE = /[ \t\r\n]*(?:(==|!=|[=!(),<>])|([^ \t\r\n=!(),<>\0]+))\0?/y;

/** The tokens of the text, without an end token. */
export function tokenize(text: string): readonly Token[] {
  const pattern = new RegExp(SOURCE);
  const tokens: Token[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, symbol, word = ''] = match;
    tokens.push(
      symbol === undefined ? { kind: 'word', text: word } : { kind: 'symbol', text: symbol },
    );
  }
  return tokens;
}
