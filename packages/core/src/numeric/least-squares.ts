/**
 * Linear least squares by Householder reflections: the coefficients that minimise the sum of squared
 * differences between `rows * coefficients` and `targets` (Golub & Van Loan, Matrix Computations,
 * 5.3). The columns are scaled first, so that their units do not matter.
 *
 * @param rows one list of features per observation, all of the same length, no fewer than features.
 * @param targets one value per observation.
 * @returns one coefficient per feature, or `undefined` when the columns are linearly dependent.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
): number[] | undefined {
  const width = rows[0]?.length ?? 0;
  const scales = Array.from({ length: width }, (_, column) =>
    Math.hypot(...rows.map((row) => row[column] ?? 0)),
  );
  if (width === 0 || rows.length < width || scales.includes(0)) return undefined;
  const matrix = rows.map((row) => row.map((x, column) => x / (scales[column] ?? 1)));
  const right = [...targets];
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? 0;

  for (let column = 0; column < width; column += 1) {
    let norm = 0;
    for (let row = column; row < rows.length; row += 1) norm = Math.hypot(norm, at(row, column));
    if (norm < 1e-13) return undefined;
    const pivot = at(column, column);
    const head = pivot > 0 ? pivot + norm : pivot - norm;
    const reflector = matrix.map((_, row) => {
      if (row < column) return 0;
      return row === column ? 1 : at(row, column) / head;
    });
    const scale = 2 / reflector.reduce((sum, x) => sum + x * x, 0);
    for (let other = column; other < width; other += 1) {
      const dot = reflector.reduce((sum, x, row) => sum + x * at(row, other), 0) * scale;
      for (const [row, values] of matrix.entries()) {
        values[other] = at(row, other) - dot * (reflector[row] ?? 0);
      }
    }
    const dot = reflector.reduce((sum, x, row) => sum + x * (right[row] ?? 0), 0) * scale;
    for (const [row, x] of reflector.entries()) right[row] = (right[row] ?? 0) - dot * x;
  }

  const solution = Array.from({ length: width }, () => 0);
  for (let row = width - 1; row >= 0; row -= 1) {
    let value = right[row] ?? 0;
    for (let column = row + 1; column < width; column += 1) {
      value -= at(row, column) * (solution[column] ?? 0);
    }
    solution[row] = value / at(row, row);
  }
  return solution.map((value, column) => value / (scales[column] ?? 1));
}
