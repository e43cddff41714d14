/** Smaller first, NaN before everything. */
function compareNanFirst(one: number, other: number): number {
  if (Number.isNaN(one)) return Number.isNaN(other) ? 0 : -1;
  if (Number.isNaN(other) || one > other) return 1;
  return one < other ? -1 : 0;
}

/**
 * The quantile of some values, between two of them in proportion. NaN counts as the smallest.
 * Outside 0 … 1 it is infinite; of nothing, and for NaN, it is NaN.
 */
export function quantile(q: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const sorted = values.toSorted(compareNanFirst);
  const rank = q * (sorted.length - 1);
  const place = Math.max(0, Math.floor(rank));
  const weight = rank - Math.floor(rank);
  const lower = sorted[place] ?? 0;
  if (weight === 0) return lower;
  const upper = sorted[Math.min(sorted.length - 1, place + 1)] ?? 0;
  return lower * (1 - weight) + upper * weight;
}
