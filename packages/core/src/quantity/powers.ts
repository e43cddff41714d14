const EXACT: readonly number[] = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
const BY_32: readonly number[] = Array.from({ length: 10 }, (_, n) => Number(`1e${n * 32}`));
const BY_MINUS_32: readonly number[] = Array.from({ length: 11 }, (_, n) => Number(`1e-${n * 32}`));

/** 10^n as an exact double, for n in 0..22. */
export function exactPower(n: number): number {
  return EXACT[n] ?? Number.NaN;
}

/** 10^n exactly, for n ≥ 0. */
export function bigPower(n: number): bigint {
  return n <= 22 ? BigInt(exactPower(n)) : 10n ** BigInt(n);
}

/**
 * 10^n as Go's `math.Pow10` rounds it: the product of two table entries (a quotient for negative
 * n), which beyond 10^22 is not always the nearest double.
 */
export function goPower(n: number): number {
  if (n >= 0 && n <= 22) return exactPower(n);
  if (n > 308) return Number.POSITIVE_INFINITY;
  if (n < -323) return 0;
  const m = Math.abs(n);
  const rest = Number(`1e${m % 32}`);
  const whole = Math.floor(m / 32);
  return n > 0 ? (BY_32[whole] ?? Number.NaN) * rest : (BY_MINUS_32[whole] ?? Number.NaN) / rest;
}
