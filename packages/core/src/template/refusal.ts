import { TemplateError } from './error.ts';
import type { Token } from './token.ts';

/** Ends the reading of a template. */
export function refuse(offset: number, message: string): never {
  throw new TemplateError('syntax', offset, message);
}

export function unexpected(token: Token, where: string): never {
  const what = token.kind === 'end' ? 'the end of the template' : `"${token.text}"`;
  return refuse(token.offset, `${what} is not expected ${where}`);
}
