import type { Position } from '@flyball/core';

/**
 * Where a place of a text stands that is itself a value of a file: in a block scalar (`|`) line by
 * line below the key, else at the value as a whole.
 *
 * @param text the value, whose line `inner.line` the place is in
 * @param start where the value begins in the file
 */
export function placeInFile(
  file: string,
  start: Position,
  text: string,
  inner: Position,
): Position {
  const lineOf = (whole: string, line: number): string => whole.split(/\r\n|\r|\n/)[line - 1] ?? '';
  const line = start.line + inner.line;
  const written = lineOf(file, line);
  const value = lineOf(text, inner.line);
  const indentation = written.length - value.length;
  const isBlock = /^[|>]/.test(lineOf(file, start.line).slice(start.column - 1));
  if (!isBlock || !written.endsWith(value) || written.slice(0, indentation).trim() !== '') {
    return start;
  }
  return { line, column: inner.column + indentation };
}
