import type { Int64 } from '../go/index.ts';

/** Go counts durations in nanoseconds, and no further than an int64: about 292 years. */
export const LARGEST_NANOSECONDS: bigint = 2n ** 63n;

/** Milliseconds, fractions included, of a number of nanoseconds. */
export function toMilliseconds(nanoseconds: Int64): number {
  if (typeof nanoseconds === 'number') return nanoseconds / 1e6;
  // In two parts, so that whole milliseconds come out whole.
  return Number(nanoseconds / 1_000_000n) + Number(nanoseconds % 1_000_000n) / 1e6;
}

/** The nearest number of nanoseconds. The milliseconds must be finite. */
export function toNanoseconds(milliseconds: number): bigint {
  const whole = Math.trunc(milliseconds);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6));
}
