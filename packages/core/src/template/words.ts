import type { Token } from './token.ts';

/** A reading head over the words. */
export class Words {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  /** The word so many places ahead. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    return token ?? { kind: 'end', text: '', offset: 0 };
  }

  skipSpace(): void {
    while (this.peek().kind === 'space') this.#next++;
  }

  takeNonSpace(): Token {
    this.skipSpace();
    return this.take();
  }

  peekNonSpace(): Token {
    this.skipSpace();
    return this.peek();
  }
}
