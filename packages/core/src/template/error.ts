import type { Position } from '../documents/index.ts';

/**
 * Why a template is refused (`syntax`, `unknown-function`, `unknown-field`) or fails when it runs
 * (`execution`).
 */
export type TemplateErrorCode = 'syntax' | 'unknown-function' | 'unknown-field' | 'execution';

/** A template that cannot be read or run, with its place in the template's own text. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly code: TemplateErrorCode;
  /** UTF-16 offset in the template. */
  readonly offset: number;

  constructor(code: TemplateErrorCode, offset: number, message: string) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

/** Line and column of an offset in a template, both from 1. */
export function templatePosition(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
