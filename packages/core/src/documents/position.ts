/** A place in a text as editors count it: both from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The way to a value: names of mapping entries and indices of sequence items. */
export type DocumentPath = readonly (string | number)[];

/** Converts offsets into positions; lines end with LF, CRLF or CR. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    // A byte order mark is no column.
    const starts = [text.startsWith('\uFEFF') ? 1 : 0];
    for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    this.#starts = starts;
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(0, offset - (this.#starts[low] ?? 0)) + 1 };
  }
}
