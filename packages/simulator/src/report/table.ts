/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Words stand left, figures right. */
  readonly align: 'left' | 'right';
}

/** Lines of a table, its columns as wide as they need to be, two spaces apart and two before. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = columns.map(({ title }, k) =>
    Math.max(title.length, ...rows.map((row) => (row[k] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, k) => {
        const cell = cells[k] ?? '';
        const width = widths[k] ?? 0;
        return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('   ')
      .trimEnd();
  return [columns.map(({ title }) => title), ...rows].map((cells) => `  ${line(cells)}`);
}
