import type {
  SourceEntry,
  SourceMapping,
  SourceNode,
  SourceSequence,
  StringScalar,
} from './node.ts';

/** The first error in a JSON text, in the words of Go's encoding/json. */
export interface JsonError {
  readonly message: string;
  readonly offset: number;
}

export type JsonReading =
  | { readonly ok: true; readonly node: SourceNode; readonly end: number }
  | { readonly ok: false; readonly error: JsonError };

// Go stops at 10,000; ours recurses, and nothing that people write comes near either.
const deepest = 1_000;

/** Reads exactly one JSON value and nothing after it, as Go's encoding/json does. */
export function readJson(text: string): JsonReading {
  const reading = readJsonValue(text, 0);
  if (!reading.ok) return reading;
  const end = skipSpace(text, reading.end);
  if (end === text.length) return reading;
  return failure(unexpected(text, end, 'after top-level value'));
}

/** Reads the JSON value that begins at or after `start`; `end` is where the text goes on. */
export function readJsonValue(text: string, start: number): JsonReading {
  const reader = new JsonReader(text, start);
  try {
    return { ok: true, node: reader.value(0), end: reader.end };
  } catch (error) {
    if (error instanceof JsonFault) return failure(error.fault);
    throw error;
  }
}

function failure(error: JsonError): JsonReading {
  return { ok: false, error };
}

/** Where the next thing that is no white space stands. */
export function skipSpace(text: string, start: number): number {
  let offset = start;
  while (offset < text.length && ' \t\r\n'.includes(text.charAt(offset))) offset += 1;
  return offset;
}

/** Ends the recursion at the first error; never leaves this file. */
class JsonFault extends Error {
  readonly fault: JsonError;

  constructor(fault: JsonError) {
    super(fault.message);
    this.fault = fault;
  }
}

function unexpected(text: string, offset: number, context: string): JsonError {
  if (offset >= text.length) return { message: 'unexpected end of JSON input', offset };
  return { message: `invalid character ${quotedByte(text, offset)} ${context}`, offset };
}

/** Go looks at bytes: of a character beyond ASCII it names the first byte of its UTF-8 form. */
function quotedByte(text: string, offset: number): string {
  const point = text.codePointAt(offset) ?? 0;
  const byte =
    point < 0x80
      ? point
      : point < 0x800
        ? 0xc0 | (point >> 6)
        : point < 0x10000
          ? 0xe0 | (point >> 12)
          : 0xf0 | (point >> 18);
  if (byte === 0x27) return "'\\''";
  if (byte === 0x22) return "'\"'";
  const named = { 7: 'a', 8: 'b', 9: 't', 10: 'n', 11: 'v', 12: 'f', 13: 'r', 92: '\\' };
  const name = Object.entries(named).find(([code]) => Number(code) === byte)?.[1];
  if (name !== undefined) return `'\\${name}'`;
  if (byte < 0x20 || byte === 0x7f) return `'\\x${byte.toString(16).padStart(2, '0')}'`;
  // The C1 control characters, the no-break space and the soft hyphen do not print in Go.
  if ((byte >= 0x80 && byte <= 0xa0) || byte === 0xad) {
    return `'\\u${byte.toString(16).padStart(4, '0')}'`;
  }
  return `'${String.fromCharCode(byte)}'`;
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const literals = [
  { word: 'true', kind: 'boolean', value: true },
  { word: 'false', kind: 'boolean', value: false },
  { word: 'null', kind: 'null', value: null },
] as const;

function stringScalar(value: string, source: string, offset: number): StringScalar {
  return { kind: 'string', value, literal: `"${source}"`, source, style: 'quoted', offset };
}

class JsonReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  get end(): number {
    return this.#at;
  }

  value(depth: number): SourceNode {
    this.#space();
    const character = this.#text.charAt(this.#at);
    if (depth > deepest) throw new JsonFault({ message: 'exceeded max depth', offset: this.#at });
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#array(depth);
    if (character === '"') {
      const offset = this.#at;
      const { value, source } = this.#string();
      return stringScalar(value, source, offset);
    }
    if (/[-0-9]/.test(character)) return this.#number();
    return this.#literal();
  }

  #object(depth: number): SourceMapping {
    const offset = this.#at;
    const entries: SourceEntry[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take('}')) return { kind: 'mapping', entries, offset };
    for (;;) {
      this.#space();
      const place = this.#at;
      if (!this.#sees('"')) this.#fail('looking for beginning of object key string');
      const { value: name, source } = this.#string();
      this.#space();
      if (!this.#take(':')) this.#fail('after object key');
      const value = this.value(depth + 1);
      const key = stringScalar(name, source, place);
      entries.push({ name, key, value, merged: false });
      this.#space();
      if (this.#take('}')) return { kind: 'mapping', entries, offset };
      if (!this.#take(',')) this.#fail('after object key:value pair');
    }
  }

  #array(depth: number): SourceSequence {
    const offset = this.#at;
    const items: SourceNode[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take(']')) return { kind: 'sequence', items, offset };
    for (;;) {
      items.push(this.value(depth + 1));
      this.#space();
      if (this.#take(']')) return { kind: 'sequence', items, offset };
      if (!this.#take(',')) this.#fail('after array element');
    }
  }

  #string(): { value: string; source: string } {
    const start = this.#at + 1;
    this.#at = start;
    while (!this.#sees('"')) {
      const code = this.#text.charCodeAt(this.#at);
      if (!(code >= 0x20)) this.#fail('in string literal');
      this.#at += 1;
      if (code === 0x5c) this.#escape();
    }
    const source = this.#text.slice(start, this.#at);
    this.#at += 1;
    // Go replaces lone surrogates.
    const value = String(JSON.parse(`"${source}"`)).replace(/\p{Surrogate}/gu, '\uFFFD');
    return { value, source };
  }

  #escape(): void {
    if (!/["\\/bfnrtu]/.test(this.#text.charAt(this.#at))) this.#fail('in string escape code');
    this.#at += 1;
    if (this.#text.charAt(this.#at - 1) !== 'u') return;
    for (let digit = 0; digit < 4; digit += 1) {
      if (!/[0-9a-fA-F]/.test(this.#text.charAt(this.#at))) {
        this.#fail('in \\u hexadecimal character escape');
      }
      this.#at += 1;
    }
  }

  #number(): SourceNode {
    const offset = this.#at;
    number.lastIndex = offset;
    const literal = number.exec(this.#text)?.[0];
    if (literal === undefined) {
      this.#at += 1;
      return this.#fail('in numeric literal');
    }
    this.#at += literal.length;
    this.#unfinishedNumber(literal);
    const value = Number(literal);
    return { kind: 'number', value, literal, source: literal, style: 'plain', offset };
  }

  /** A point or an exponent without digits: the match stopped before it. */
  #unfinishedNumber(literal: string): void {
    if (this.#sees('.') && !/[.eE]/.test(literal)) {
      this.#at += 1;
      this.#fail('after decimal point in numeric literal');
    }
    if (/[eE]/.test(this.#text.charAt(this.#at)) && !/[eE]/.test(literal)) {
      this.#at += 1;
      if (/[-+]/.test(this.#text.charAt(this.#at))) this.#at += 1;
      this.#fail('in exponent of numeric literal');
    }
  }

  #literal(): SourceNode {
    const offset = this.#at;
    const found = literals.find(({ word }) => word.charAt(0) === this.#text.charAt(offset));
    if (found === undefined) return this.#fail('looking for beginning of value');
    for (const [index, wanted] of [...found.word].entries()) {
      this.#at = offset + index;
      if (!this.#sees(wanted)) this.#fail(`in literal ${found.word} (expecting '${wanted}')`);
    }
    this.#at += 1;
    const { word: source, ...meaning } = found;
    return { ...meaning, source, style: 'plain', offset };
  }

  #space(): void {
    this.#at = skipSpace(this.#text, this.#at);
  }

  #sees(character: string): boolean {
    return this.#text.charAt(this.#at) === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at += 1;
    return true;
  }

  #fail(context: string): never {
    throw new JsonFault(unexpected(this.#text, this.#at, context));
  }
}
