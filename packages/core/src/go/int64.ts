/**
 * A Go int64: a number while it is a safe integer, a bigint beyond 2^53. Exactly one of the two
 * forms is used for a value, so that `===` compares, and the common case costs no bigint.
 */
export type Int64 = number | bigint;

export const MIN_INT64: bigint = -(2n ** 63n);
export const MAX_INT64: bigint = 2n ** 63n - 1n;

/** The value in its one form. It may be larger than an int64. */
export function integer(value: bigint): Int64 {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    ? Number(value)
    : value;
}

/** The low 64 bits, as Go's arithmetic keeps them. */
export function wrapInt64(value: Int64): Int64 {
  return typeof value === 'number' ? value : integer(BigInt.asIntN(64, value));
}

/** The value in its one form, or nothing if no int64 holds it. */
export function checkedInt64(value: bigint): Int64 | undefined {
  return value >= MIN_INT64 && value <= MAX_INT64 ? integer(value) : undefined;
}

/** `a + b`, or nothing if no int64 holds it. */
export function addInt64(a: Int64, b: Int64): Int64 | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return checkedInt64(BigInt(a) + BigInt(b));
}

/** `-value`; the least int64 has no negative and stays as it is. */
export function negateInt64(value: Int64): Int64 {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  return value === MIN_INT64 ? value : integer(-value);
}
