import { utf8Text } from './utf8.ts';

const NAMED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const ESCAPE =
  /\\(?:([abfnrtv\\])|(["'])|x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

/**
 * The text of a literal as Go and PromQL write it: in double or single quotes with escapes and
 * without line breaks, or in backquotes as it stands. Nothing if it is no such literal. A byte
 * that belongs to no character becomes U+FFFD.
 */
export function goUnquote(literal: string): string | undefined {
  const quote = literal.charAt(0);
  if (literal.length < 2 || !literal.endsWith(quote)) return undefined;
  const body = literal.slice(1, -1);
  if (quote === '`') return body.includes('`') ? undefined : body;
  if (quote !== '"' && quote !== "'") return undefined;
  if (body.includes('\n')) return undefined;
  return unescaped(body, quote);
}

function unescaped(body: string, quote: string): string | undefined {
  let text = '';
  let bytes: number[] = [];
  let at = 0;
  while (at < body.length) {
    const character = body.charAt(at);
    if (character === quote) return undefined;
    if (character !== '\\') {
      text += textOf(bytes) + character;
      bytes = [];
      at++;
      continue;
    }
    ESCAPE.lastIndex = at;
    const match = ESCAPE.exec(body);
    if (match === null) return undefined;
    at = ESCAPE.lastIndex;
    const [, named, mark, hexadecimal, octal, short, long] = match;
    if (hexadecimal !== undefined || octal !== undefined) {
      const byte =
        octal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(octal, 8);
      if (byte > 0xff) return undefined;
      bytes.push(byte);
      continue;
    }
    if (mark !== undefined && mark !== quote) return undefined;
    const plain = named === undefined ? mark : NAMED[named];
    const part = plain ?? characterOf(Number.parseInt(short ?? long ?? '', 16));
    if (part === undefined) return undefined;
    text += textOf(bytes) + part;
    bytes = [];
  }
  return text + textOf(bytes);
}

function characterOf(code: number): string | undefined {
  const exists = code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
  return exists ? String.fromCodePoint(code) : undefined;
}

/** Bytes that `\x` and octal escapes wrote one after the other. */
function textOf(bytes: readonly number[]): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const decoded = utf8Text(bytes.slice(at, at + length));
    text += decoded ?? '\uFFFD';
    at += decoded === undefined ? 1 : length;
  }
  return text;
}
