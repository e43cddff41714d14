import { isPrintable } from './printable.ts';
import { utf8Bytes } from './utf8.ts';

const NAMED: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

const PLAIN = /^[ !#-[\]-~]*$/;

/** The text in double quotes as Go's `%q` prints it, what is not printable escaped. */
export function goQuote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let quoted = '"';
  for (const character of text) quoted += NAMED.get(character) ?? escaped(character);
  return `${quoted}"`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (isPrintable(code)) return character;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

/**
 * The text in double quotes as Go's package time prints it in errors: bytes that are control
 * characters or not ASCII as `\\x..`, one by one.
 */
export function goQuoteBytes(text: string): string {
  let quoted = '"';
  for (const character of text) {
    if (character === '"' || character === '\\') quoted += `\\${character}`;
    else if (character >= ' ' && character <= '\x7f') quoted += character;
    else
      quoted += utf8Bytes(character.codePointAt(0) ?? 0)
        .map((byte) => `\\x${hex(byte, 2)}`)
        .join('');
  }
  return `${quoted}"`;
}

/** So many lower-case hexadecimal digits, or more where the number needs them. */
function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
