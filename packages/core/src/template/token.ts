/** The words of a template. Inside an action white space is a word too: it separates arguments. */
export type TokenKind =
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'identifier'
  | 'keyword'
  | 'field'
  | 'variable'
  | 'dot'
  | 'nil'
  | 'bool'
  | 'number'
  | 'character'
  | 'string'
  | 'raw-string'
  | 'declare'
  | 'assign'
  | 'pipe'
  | 'open'
  | 'close'
  | 'other'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; of a text, what trim markers left of it. */
  readonly text: string;
  /** Where it begins in the template, in UTF-16 units. */
  readonly offset: number;
}

export interface Delimiters {
  readonly left: string;
  readonly right: string;
}

export const KEYWORDS: ReadonlySet<string> = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
]);
