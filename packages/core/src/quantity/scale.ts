import { checkedInt64, type Int64, integer, MAX_INT64, MIN_INT64, wrapInt64 } from '../go/index.ts';
import { bigPower, exactPower } from './powers.ts';

// Go multiplies by these powers in one step, whose overflow wraps; by others digit by digit, where
// it gives up with 0.
const ONE_STEP: ReadonlySet<number> = new Set([1, 2, 3, 6, 9]);

/** `value · 10^digits` as Go computes it for values in its fast store, overflow included. */
export function scaleUp(value: Int64, digits: number): Int64 {
  const exact = scaleUpExactly(value, digits);
  if (exact !== undefined) return exact;
  if (!ONE_STEP.has(digits) || value === MIN_INT64) return 0;
  return wrapInt64(BigInt(value) * bigPower(digits));
}

/** `value · 10^digits`, or nothing if no int64 holds it. Digits below 1 leave the value as it is. */
export function scaleUpExactly(value: Int64, digits: number): Int64 | undefined {
  if (digits <= 0 || value === 0) return value;
  if (digits > 19) return undefined;
  if (typeof value === 'number') {
    const product = value * exactPower(digits);
    if (Number.isSafeInteger(product)) return product;
  }
  return checkedInt64(BigInt(value) * bigPower(digits));
}

/** `value / 10^digits`, rounded away from zero. Digits below 1 leave the value as it is. */
export function scaleDown(value: Int64, digits: number): Int64 {
  if (digits <= 0 || value === 0) return value;
  // The quotient of anything that has fewer digits is a fraction, which rounds to one.
  if (typeof value === 'number') {
    if (digits > 15) return Math.sign(value);
    const power = exactPower(digits);
    const rest = value % power;
    return (value - rest) / power + Math.sign(rest);
  }
  if (digits > 18) return value > 0n ? 1 : -1;
  const power = bigPower(digits);
  const rest = value % power;
  const quotient = value / power;
  return integer(rest === 0n ? quotient : rest > 0n ? quotient + 1n : quotient - 1n);
}

/** Whether `value / 10^digits` is an integer. */
export function dividesByPower(value: Int64, digits: number): boolean {
  if (digits <= 0 || value === 0) return true;
  if (typeof value === 'number') return digits <= 15 && value % exactPower(digits) === 0;
  return value % bigPower(digits) === 0n;
}

/**
 * `value · 10^digits` cut to 64 bits, as Go computes it for values in its decimal store: a
 * remainder adds one even below zero, and a product wraps.
 */
export function scaleDecimal(value: Int64, digits: number): Int64 {
  if (digits === 0) return wrapInt64(value);
  if (digits > 0) {
    // A power that no int64 holds becomes the least one in Go's conversion on amd64.
    const power = digits > 18 ? MIN_INT64 : bigPower(digits);
    return wrapInt64(BigInt(value) * power);
  }
  if (value < MAX_INT64 && digits > -19) {
    const low = wrapInt64(value);
    if (typeof low === 'number') {
      if (digits < -15) return low === 0 ? 0 : 1;
      const power = exactPower(-digits);
      const rest = low % power;
      return (low - rest) / power + (rest === 0 ? 0 : 1);
    }
    const power = bigPower(-digits);
    return integer(low / power + (low % power === 0n ? 0n : 1n));
  }
  const power = bigPower(-digits);
  const rest = BigInt(value) % power;
  const floor = BigInt(value) / power - (rest < 0n ? 1n : 0n);
  return wrapInt64(floor + (rest === 0n ? 0n : 1n));
}
