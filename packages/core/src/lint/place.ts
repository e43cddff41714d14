import { fieldText } from '../decoding/index.ts';
import type { DocumentPath, SourceDocument } from '../documents/index.ts';

/** Where a finding points. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly field: string;
}

/** A document and the file that it stands in. */
export interface PlacedDocument {
  readonly file: string;
  readonly document: SourceDocument;
}

/** The place of a path; `key` points at the name of the field rather than at its value. */
export function placeOf(
  { file, document }: PlacedDocument,
  path: DocumentPath,
  part: 'value' | 'key' = 'value',
): Place {
  return { file, ...document.locate(path, part), field: fieldText(path) };
}
