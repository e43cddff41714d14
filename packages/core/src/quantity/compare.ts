import type { Int64 } from '../go/index.ts';
import { bigPower, exactPower } from './powers.ts';

/**
 * The order of `a · 10^x` and `b · 10^y`, exact, without computing a power that is larger than the
 * digits at hand.
 */
export function compareScaled(a: Int64, x: number, b: Int64, y: number): -1 | 0 | 1 {
  if (x === y) return order(a, b);
  const sign = signOf(a);
  if (sign !== signOf(b)) return order(sign, signOf(b));
  if (sign === 0) return 0;
  if (typeof a === 'number' && typeof b === 'number' && Math.abs(x - y) <= 15) {
    const left = x > y ? a * exactPower(x - y) : a;
    const right = y > x ? b * exactPower(y - x) : b;
    if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return order(left, right);
  }
  const leftSize = digitsOf(a) + x;
  const rightSize = digitsOf(b) + y;
  if (leftSize !== rightSize) return order(leftSize * sign, rightSize * sign);
  // Of the same size: the exponents differ by no more than the numbers of digits do.
  const lower = Math.min(x, y);
  return order(BigInt(a) * bigPower(x - lower), BigInt(b) * bigPower(y - lower));
}

export function signOf(value: Int64): -1 | 0 | 1 {
  return order(value, 0);
}

function order(a: Int64, b: Int64): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

function digitsOf(value: Int64): number {
  return String(value).length - (value < 0 ? 1 : 0);
}
