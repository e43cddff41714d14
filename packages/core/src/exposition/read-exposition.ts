import { Cursor, ExpositionFault } from './cursor.ts';
import type { ExpositionEntry, ExpositionProblem } from './entry.ts';
import type { ExpositionFormat } from './format.ts';
import { readOpenMetrics } from './read-openmetrics.ts';
import { readText } from './read-text.ts';

export type ExpositionReading =
  | { readonly ok: true; readonly entries: readonly ExpositionEntry[] }
  | {
      readonly ok: false;
      /** What stood before the mistake; a scrape discards it too. */
      readonly entries: readonly ExpositionEntry[];
      readonly problem: ExpositionProblem;
    };

/**
 * Reads an exposition as a scrape of Prometheus 3 does, whose recorded answers are in
 * `test/conformance`. A body that is not UTF-8 has its broken bytes as lone surrogates here.
 */
export function readExposition(text: string, format: ExpositionFormat): ExpositionReading {
  const cursor = new Cursor(text);
  const entries: ExpositionEntry[] = [];
  try {
    const read = format === 'text' ? readText(cursor) : readOpenMetrics(cursor);
    for (const entry of read) entries.push(entry);
    return { ok: true, entries };
  } catch (error) {
    if (!(error instanceof ExpositionFault)) throw error;
    return { ok: false, entries, problem: placed(text, error) };
  }
}

function placed(text: string, { offset, message }: ExpositionFault): ExpositionProblem {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1, message };
}
