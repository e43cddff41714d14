/**
 * Guards for the arguments of the mathematics. Each throws a `RangeError` that names the argument,
 * the value it got and what it must be, so that the message can be shown to a user as it is.
 */

function refuse(name: string, value: number, wanted: string): never {
  throw new RangeError(`${name} must be ${wanted}, got ${value}`);
}

/** @throws RangeError unless `value` is a finite number. */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) refuse(name, value, 'a finite number');
}

/** @throws RangeError unless `value` is finite and > 0. */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) refuse(name, value, 'a finite number > 0');
}

/** @throws RangeError unless `value` is finite and >= 0. */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) refuse(name, value, 'a finite number >= 0');
}

/** @throws RangeError unless 0 <= `value` <= 1. */
export function requireProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) refuse(name, value, 'a probability from 0 to 1');
}

/** @throws RangeError unless 0 < `value` < 1. */
export function requireInnerProbability(name: string, value: number): void {
  if (!(value > 0 && value < 1)) refuse(name, value, 'a probability above 0 and below 1');
}

/** @throws RangeError unless `value` is an integer >= `least`. */
export function requireInteger(name: string, value: number, least = 0): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    refuse(name, value, `an integer >= ${least}`);
  }
}

/** @throws RangeError unless `low` <= `value` <= `high`. */
export function requireBetween(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) refuse(name, value, `a number from ${low} to ${high}`);
}

/** @throws RangeError unless `values` holds at least `least` numbers, all finite. */
export function requireSample(name: string, values: readonly number[], least = 1): void {
  if (values.length < least) {
    throw new RangeError(`${name} must hold at least ${least} numbers, got ${values.length}`);
  }
  for (const [index, value] of values.entries()) requireFinite(`${name}[${index}]`, value);
}

/** @throws RangeError unless both lists have the same length. */
export function requireSameLength(
  name: string,
  list: readonly unknown[],
  otherName: string,
  other: readonly unknown[],
): void {
  if (list.length !== other.length) {
    throw new RangeError(
      `${name} and ${otherName} must have the same length, got ${list.length} and ${other.length}`,
    );
  }
}
