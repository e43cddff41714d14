import { type Int64, integer, MAX_INT64, MIN_INT64 } from '../go/index.ts';

/**
 * A quantity in thousandths, as the controller computes with it: an int64. A number while it is a
 * safe integer, a decimal string beyond 2^53, so that it survives JSON unchanged.
 */
export type Milli = number | string;

/** The integer, or nothing if the value is no int64 (a fraction, `NaN`, an infinity, other text). */
export function readMilli(value: Milli): Int64 | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return undefined;
  const big = BigInt(value);
  return big >= MIN_INT64 && big <= MAX_INT64 ? integer(big) : undefined;
}

/** The integer in its serialisable form. */
export function writeMilli(value: Int64): Milli {
  return typeof value === 'number' ? value : value.toString();
}
