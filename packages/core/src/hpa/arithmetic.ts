import { type Int64, integer, MIN_INT64, wrapInt64 } from '../go/index.ts';

export const MIN_INT32: number = -(2 ** 31);
export const MAX_INT32: number = 2 ** 31 - 1;

/** `a + b`, keeping the low 64 bits. */
export function addWrapping(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return wrapInt64(integer(BigInt(a) + BigInt(b)));
}

/** `a * b`, keeping the low 64 bits. */
export function multiplyWrapping(a: Int64, b: number): Int64 {
  if (typeof a === 'number') {
    const product = a * b;
    // Adding zero turns -0, which is no integer of Go, into 0.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return wrapInt64(integer(BigInt(a) * BigInt(b)));
}

/** The quotient without its fraction; `b` is not 0. */
export function divideTruncating(a: Int64, b: Int64): Int64 {
  // A double quotient of safe integers cannot round up to the next integer.
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return wrapInt64(integer(BigInt(a) / BigInt(b)));
}

/** A conversion to int32 as amd64 does it: what does not fit becomes the least int32. */
export function toInt32(value: number): number {
  const whole = Math.trunc(value);
  return whole >= MIN_INT32 && whole <= MAX_INT32 ? whole + 0 : MIN_INT32;
}

/** The same, but what is too large becomes the largest int32. */
export function toInt32Saturating(value: number): number {
  return value > MAX_INT32 ? MAX_INT32 : toInt32(value);
}

/** A conversion to int64 as amd64 does it: what does not fit becomes the least int64. */
export function toInt64(value: number): Int64 {
  const whole = Math.trunc(value);
  if (Number.isSafeInteger(whole)) return whole + 0;
  if (whole >= -(2 ** 63) && whole < 2 ** 63) return BigInt(whole);
  return MIN_INT64;
}

/** The low 32 bits of an int64. */
export function lowInt32(value: Int64): number {
  return typeof value === 'number' && value >= MIN_INT32 && value <= MAX_INT32
    ? value
    : Number(BigInt.asIntN(32, BigInt(value)));
}
