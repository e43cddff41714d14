import { isPrintable } from '../go/index.ts';

const HTML: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\uFFFD',
};

/** Go's `html` function. */
export function escapeHtml(text: string): string {
  let escaped = '';
  for (const character of text) escaped += HTML[character] ?? character;
  return escaped;
}

/** Go's `js` function. */
export function escapeJs(text: string): string {
  let escaped = '';
  for (const character of text) escaped += escapeJsCharacter(character);
  return escaped;
}

function escapeJsCharacter(character: string): string {
  if (character === '\\' || character === "'" || character === '"') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  const named = '<>&='.includes(character);
  if (named || code < 0x20) return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const prints = code <= 0x7f || isPrintable(code);
  return prints ? character : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
