import { isMetricName } from './name.ts';

/** How a name in UTF-8 becomes one of the old rules, as in the header `escaping` of a scrape. */
export type NameEscaping = 'underscores' | 'dots' | 'values';

const PREFIX = 'U__';

/** Writes a name by the old rules. Source: model.EscapeName of prometheus/common. */
export function escapeName(name: string, escaping: NameEscaping): string {
  if (name === '') return name;
  if (escaping !== 'dots' && isMetricName(name, 'legacy')) return name;
  const characters = [...name].map((character, i) => escaped(character, i === 0, escaping));
  return (escaping === 'values' ? PREFIX : '') + characters.join('');
}

function escaped(character: string, first: boolean, escaping: NameEscaping): string {
  if (escaping !== 'underscores' && character === '_') return '__';
  if (escaping === 'dots' && character === '.') return '_dot_';
  if (first ? /[a-zA-Z_:]/.test(character) : /[a-zA-Z0-9_:]/.test(character)) return character;
  if (escaping !== 'values') return escaping === 'dots' ? '__' : '_';
  const code = character.codePointAt(0) ?? 0;
  // Half of a pair is no character.
  return code >= 0xd800 && code < 0xe000 ? '_FFFD_' : `_${code.toString(16)}_`;
}

const PIECE = /([^_])|_(?:(_)|([0-9a-fA-F]{0,6})_)/gy;

/** Reads what `escapeName` with `values` wrote; what it did not write stays as it is. */
export function unescapeName(name: string): string {
  if (!name.startsWith(PREFIX)) return name;
  let text = '';
  PIECE.lastIndex = PREFIX.length;
  while (PIECE.lastIndex < name.length) {
    const match = PIECE.exec(name);
    if (match === null) return name;
    const [, plain, underscore, code] = match;
    const part = plain ?? underscore ?? characterOf(Number.parseInt(code ?? '', 16));
    if (part === undefined) return name;
    text += part;
  }
  return text;
}

function characterOf(code: number): string | undefined {
  const exists = code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
  return exists ? String.fromCodePoint(code) : undefined;
}
