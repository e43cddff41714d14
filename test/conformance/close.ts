import type { Difference } from './difference.ts';

/** How far a number may be from the recorded one. */
export interface Tolerance {
  /** Share of the recorded value. */
  readonly relative: number;
  /** Allowed where the recorded value is 0 or below what a double can hold; 1e-14 by default. */
  readonly absolute?: number;
}

/**
 * As `differences`, but numbers need only agree within a tolerance. Integers that are recorded as
 * counts agree within it only when they are equal, as long as the tolerance is below their spacing.
 */
export function closeDifferences(
  expected: unknown,
  got: unknown,
  tolerance: Tolerance,
  path = '',
): readonly Difference[] {
  if (Object.is(expected, got)) return [];
  if (typeof expected === 'number' && typeof got === 'number') {
    const { relative, absolute = 1e-14 } = tolerance;
    // A tiny value may be exact nowhere: the absolute part applies at zero and among subnormals.
    const tiny = Math.abs(expected) < 1e-300;
    const allowed = tiny ? absolute : relative * Math.abs(expected);
    return Math.abs(expected - got) <= allowed ? [] : [{ path, expected, got }];
  }
  if (Array.isArray(expected) && Array.isArray(got)) {
    const length = Math.max(expected.length, got.length);
    return Array.from({ length }, (_, i) =>
      closeDifferences(expected[i], got[i], tolerance, `${path}[${i}]`),
    ).flat();
  }
  if (isRecord(expected) && isRecord(got)) {
    return [...new Set([...Object.keys(expected), ...Object.keys(got)])].flatMap((key) =>
      closeDifferences(expected[key], got[key], tolerance, path === '' ? key : `${path}.${key}`),
    );
  }
  return [{ path, expected, got }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
