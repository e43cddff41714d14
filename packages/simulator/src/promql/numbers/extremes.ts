/** Go's math.Max: an infinity above everything wins even over NaN. */
export function goMax(one: number, other: number): number {
  if (one === Number.POSITIVE_INFINITY || other === Number.POSITIVE_INFINITY) {
    return Number.POSITIVE_INFINITY;
  }
  return Math.max(one, other);
}

/** Go's math.Min: an infinity below everything wins even over NaN. */
export function goMin(one: number, other: number): number {
  if (one === Number.NEGATIVE_INFINITY || other === Number.NEGATIVE_INFINITY) {
    return Number.NEGATIVE_INFINITY;
  }
  return Math.min(one, other);
}

/** The largest of some values, at least one; NaN only if there is nothing else. */
export function largest(values: ArrayLike<number>, from: number, to: number): number {
  let found = values[from] ?? 0;
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0;
    if (value > found || Number.isNaN(found)) found = value;
  }
  return found;
}

/** The smallest of some values, at least one; NaN only if there is nothing else. */
export function smallest(values: ArrayLike<number>, from: number, to: number): number {
  let found = values[from] ?? 0;
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0;
    if (value < found || Number.isNaN(found)) found = value;
  }
  return found;
}
