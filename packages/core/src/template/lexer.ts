import { TemplateError } from './error.ts';
import { scanNumber } from './number.ts';
import { type Delimiters, KEYWORDS, type Token, type TokenKind } from './token.ts';

const SPACE = ' \t\r\n';
const WORD = /[_\p{L}\p{Nd}]*/uy;
const PRINTABLE_ASCII = /[\x20-\x7e]/;

/** Splits a template into its words. Source of the rules: the lexer of Go's text/template. */
export function tokenize(text: string, delimiters: Delimiters): readonly Token[] {
  return new Lexer(text, delimiters).run();
}

class Lexer {
  readonly #text: string;
  readonly #delimiters: Delimiters;
  readonly #tokens: Token[] = [];
  #at = 0;
  #depth = 0;

  constructor(text: string, delimiters: Delimiters) {
    this.#text = text;
    this.#delimiters = delimiters;
  }

  run(): readonly Token[] {
    let trimNext = false;
    for (;;) {
      const { left } = this.#delimiters;
      const found = this.#text.indexOf(left, this.#at);
      const end = found === -1 ? this.#text.length : found;
      const trimLast = found !== -1 && this.#trimsBefore(found + left.length);
      this.#plainText(end, trimNext, trimLast);
      if (found === -1) break;
      this.#at = found;
      trimNext = this.#action(trimLast);
    }
    this.#tokens.push({ kind: 'end', text: '', offset: this.#text.length });
    return this.#tokens;
  }

  #plainText(end: number, trimStart: boolean, trimEnd: boolean): void {
    let from = this.#at;
    let to = end;
    if (trimStart) while (from < to && SPACE.includes(this.#text.charAt(from))) from++;
    if (trimEnd) while (to > from && SPACE.includes(this.#text.charAt(to - 1))) to--;
    if (to > from) {
      this.#tokens.push({ kind: 'text', text: this.#text.slice(from, to), offset: from });
    }
    this.#at = end;
  }

  /** A `-` and white space right behind the left delimiter. */
  #trimsBefore(offset: number): boolean {
    return this.#text.charAt(offset) === '-' && this.#isSpace(offset + 1);
  }

  /** Reads from one left delimiter past its right one; true if the text behind is to be trimmed. */
  #action(trims: boolean): boolean {
    const start = this.#at;
    this.#at += this.#delimiters.left.length;
    if (this.#text.startsWith('/*', this.#at + (trims ? 2 : 0))) {
      return this.#comment(start, trims ? 2 : 0);
    }
    this.#tokens.push({ kind: 'left', text: this.#delimiters.left, offset: start });
    if (trims) this.#at += 2;
    this.#depth = 0;
    for (;;) {
      const end = this.#rightDelimiter();
      if (end !== undefined) {
        if (this.#depth > 0) this.#fail('a "(" in this action is not closed', start);
        this.#emit('right', end.length);
        return end.trims;
      }
      if (this.#at >= this.#text.length) {
        this.#fail(`this action has no ${this.#delimiters.right}`, start);
      }
      this.#word();
    }
  }

  #comment(start: number, marker: number): boolean {
    const close = this.#text.indexOf('*/', this.#at + marker);
    if (close === -1) this.#fail('this comment has no */', start);
    this.#at = close + 2;
    const end = this.#rightDelimiter();
    if (end === undefined) {
      this.#fail(`nothing but ${this.#delimiters.right} may follow a comment`, this.#at);
    }
    this.#at += end.length;
    return end.trims;
  }

  #rightDelimiter(): { readonly length: number; readonly trims: boolean } | undefined {
    const { right } = this.#delimiters;
    if (
      this.#isSpace(this.#at) &&
      this.#text.charAt(this.#at + 1) === '-' &&
      this.#text.startsWith(right, this.#at + 2)
    ) {
      return { length: right.length + 2, trims: true };
    }
    if (!this.#text.startsWith(right, this.#at)) return undefined;
    return { length: right.length, trims: false };
  }

  #word(): void {
    const character = this.#text.charAt(this.#at);
    const next = this.#text.charAt(this.#at + 1);
    if (this.#isSpace(this.#at)) this.#space();
    else if (character === '"') this.#emit('string', this.#quotedLength('"', 'string'));
    else if (character === '`') this.#rawString();
    else if (character === "'") this.#emit('character', this.#quotedLength("'", 'character'));
    else if (character === '$') this.#named('variable', 'variable');
    else if (character === '.' && !/[0-9]/.test(next)) this.#named('field', 'dot');
    else if (/[-+.0-9]/.test(character)) this.#number();
    else if (this.#wordLength(this.#at) > 0) this.#identifier();
    else this.#sign(character, next);
  }

  #sign(character: string, next: string): void {
    if (character === '=') this.#emit('assign', 1);
    else if (character === '|') this.#emit('pipe', 1);
    else if (character === ':' && next === '=') this.#emit('declare', 2);
    else if (character === '(' || character === ')') this.#parenthesis(character);
    else if (character === ':') this.#fail('":" is only part of ":="', this.#at);
    else if (PRINTABLE_ASCII.test(character)) this.#emit('other', 1);
    else this.#fail('this character has no meaning in an action', this.#at);
  }

  #parenthesis(character: '(' | ')'): void {
    this.#depth += character === '(' ? 1 : -1;
    if (this.#depth < 0) this.#fail('this ")" closes nothing', this.#at);
    this.#emit(character === '(' ? 'open' : 'close', 1);
  }

  #space(): void {
    let end = this.#at;
    while (this.#isSpace(end)) end++;
    // The last white space belongs to a trim marker, if one follows.
    const rest = this.#text.slice(end, end + 1 + this.#delimiters.right.length);
    if (rest === `-${this.#delimiters.right}`) end--;
    if (end > this.#at) this.#emit('space', end - this.#at);
  }

  #identifier(): void {
    const length = this.#wordLength(this.#at);
    const word = this.#text.slice(this.#at, this.#at + length);
    this.#checkTerminator(this.#at + length);
    if (KEYWORDS.has(word)) this.#emit('keyword', length);
    else if (word === 'nil') this.#emit('nil', length);
    else if (word === 'true' || word === 'false') this.#emit('bool', length);
    else this.#emit('identifier', length);
  }

  /** `.Name` or `$name`, or the sign alone. */
  #named(kind: 'field' | 'variable', alone: 'dot' | 'variable'): void {
    const bare = this.#isTerminator(this.#at + 1);
    const length = bare ? 1 : 1 + this.#wordLength(this.#at + 1);
    this.#checkTerminator(this.#at + length);
    this.#emit(bare ? alone : kind, length);
  }

  #number(): void {
    const length = scanNumber(this.#text, this.#at);
    if (length === undefined || this.#wordLength(this.#at + length) > 0) {
      this.#fail('this is no number that Go reads', this.#at);
    }
    this.#emit('number', length);
  }

  #quotedLength(quote: string, what: string): number {
    let end = this.#at + 1;
    for (;;) {
      const character = this.#text.charAt(end);
      const escaped = character === '\\' && !['', '\n'].includes(this.#text.charAt(end + 1));
      if (character === '' || character === '\n' || (character === '\\' && !escaped)) {
        this.#fail(`this ${what} has no closing ${quote}`, this.#at);
      }
      if (character === quote) return end + 1 - this.#at;
      end += escaped ? 2 : 1;
    }
  }

  #rawString(): void {
    const close = this.#text.indexOf('`', this.#at + 1);
    if (close === -1) this.#fail('this string has no closing `', this.#at);
    this.#emit('raw-string', close + 1 - this.#at);
  }

  #checkTerminator(offset: number): void {
    if (!this.#isTerminator(offset)) this.#fail('a name cannot go on with this character', offset);
  }

  #isTerminator(offset: number): boolean {
    if (offset >= this.#text.length) return true;
    return (
      `${SPACE}.,|:()`.includes(this.#text.charAt(offset)) ||
      this.#text.startsWith(this.#delimiters.right, offset)
    );
  }

  #wordLength(offset: number): number {
    WORD.lastIndex = offset;
    return WORD.exec(this.#text)?.[0].length ?? 0;
  }

  #isSpace(offset: number): boolean {
    const character = this.#text.charAt(offset);
    return character !== '' && SPACE.includes(character);
  }

  #emit(kind: TokenKind, length: number): void {
    const text = this.#text.slice(this.#at, this.#at + length);
    this.#tokens.push({ kind, text, offset: this.#at });
    this.#at += length;
  }

  #fail(message: string, offset: number): never {
    throw new TemplateError('syntax', offset, message);
  }
}
