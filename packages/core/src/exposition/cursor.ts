/** What stands at a place of an exposition is not what has to stand there. */
export class ExpositionFault extends Error {
  override readonly name = 'ExpositionFault';
  /** UTF-16 offset in the text. */
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** A place in a text that moves forward. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The character here; empty at the end. */
  get character(): string {
    return this.text.charAt(this.at);
  }

  /** What the sticky pattern matches here, passed over. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return undefined;
    const from = this.at;
    this.at = pattern.lastIndex;
    return this.text.slice(from, this.at);
  }

  /** Whether the text is here; passes over it if so. */
  skip(text: string): boolean {
    const here = this.text.startsWith(text, this.at);
    if (here) this.at += text.length;
    return here;
  }

  fail(message: string, offset: number = this.at): never {
    throw new ExpositionFault(offset, message);
  }
}
