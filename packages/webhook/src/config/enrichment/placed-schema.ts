import type { DocumentPath, SourceDocument } from '@flyball/core';
import { fieldText } from '@flyball/core';
import * as v from 'valibot';
import type { ConfigFile } from '../config-file.ts';
import type { ConfigProblem } from '../config-problem.ts';

/** A document, and the file that it stands in. */
export interface PlacedDocument {
  readonly file: ConfigFile;
  readonly document: SourceDocument;
}

/** The message of an issue: what is wrong, and in a second line what to do about it. */
export function mistake(message: string, remedy: string): string {
  return `${message}\n${remedy}`;
}

/** A mistake at a path of a document. */
export function problemAt(
  { file, document }: PlacedDocument,
  path: DocumentPath,
  message: string,
  remedy: string,
  part?: 'key',
): ConfigProblem {
  const place = document.locate(path, part);
  return { file: file.path, ...place, field: fieldText(path), message, remedy };
}

/**
 * Reads a document by a schema whose messages are made by {@link mistake}. Everything that is wrong
 * is added to the problems.
 */
export function readPlaced<Value>(
  placed: PlacedDocument,
  schema: v.GenericSchema<unknown, Value>,
  problems: ConfigProblem[],
): Value | null {
  const read = v.safeParse(schema, placed.document.value);
  if (read.success) return read.output;
  for (const { path = [], message, expected } of read.issues) {
    const steps = path.map(({ key }) => (typeof key === 'number' ? key : String(key)));
    const [what = '', remedy = ''] = message.split('\n');
    const part = expected === 'never' ? 'key' : undefined;
    problems.push(problemAt(placed, steps, what, remedy, part));
  }
  return null;
}
