import { type Int64, integer, MAX_INT64 } from '../go/index.ts';
import { MAX_DIGITS, QuantityError } from './error.ts';
import { bigPower } from './powers.ts';
import { Quantity } from './quantity.ts';
import { isSuffixShape, NO_SUFFIX, readSuffix, type Suffix } from './suffix.ts';

const ZERO = 0x30;
const POINT = 0x2e;
const PLUS = 0x2b;
const MINUS = 0x2d;

/** Digits that a double holds exactly whatever they are. */
const DOUBLE_DIGITS = 15;
/** Digits that Kubernetes keeps in an int64; more of them go to its decimal store. */
const FAST_DIGITS = 18;
/** The least power of ten: a billionth. */
const NANO = -9;

/**
 * Reads a quantity: sign, digits with an optional point, then n u m k M G T P E, or Ki Mi Gi Ti Pi
 * Ei, or `e` with an exponent, or nothing. No white space, no `K`. Parts below 10^-9 are rounded
 * away from zero.
 *
 * @throws {QuantityError} with the API server's text
 */
export function parseQuantity(text: string): Quantity {
  const end = text.length;
  if (end === 0) throw new QuantityError('format', text);
  let at = 0;
  const sign = text.charCodeAt(0);
  const negative = sign === MINUS;
  if (negative || sign === PLUS) at = 1;

  const start = at;
  while (at < end && text.charCodeAt(at) === ZERO) at++;
  // Leading zeros do not count, and an integer part left empty counts as one digit.
  const integerStart = at;
  let digits = 0;
  for (; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    digits = digits * 10 + digit;
  }
  const integerEnd = at;
  if (at < end && text.charCodeAt(at) === POINT) at++;
  const fractionStart = at;
  for (; fractionStart > integerEnd && at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    digits = digits * 10 + digit;
  }
  const suffix = at === end ? NO_SUFFIX : suffixAt(text, at);

  const integerDigits = integerEnd - integerStart;
  const fractionDigits = at - fractionStart;
  const count = Math.max(integerDigits, 1) + fractionDigits;
  const binary = suffix.format === 'BinarySI';
  // Go computes this in int32.
  const exponent = binary ? 0 : (suffix.exponent - fractionDigits) | 0;
  const fast = binary
    ? fractionDigits === 0 && fitsBinary(count, suffix.exponent)
    : count <= FAST_DIGITS && exponent >= NANO;
  if (!fast) {
    if (integerStart === start && integerDigits + fractionDigits === 0) {
      throw new QuantityError('number', text);
    }
    const all = text.slice(integerStart, integerEnd) + text.slice(fractionStart, at);
    return decimal(text, negative, all, fractionDigits, suffix);
  }

  const mantissa: Int64 =
    count <= DOUBLE_DIGITS
      ? digits
      : integer(BigInt(text.slice(integerStart, integerEnd) + text.slice(fractionStart, at)));
  const canonical = binary
    ? Number(mantissa) % 8 !== 0
    : exponent % 3 === 0 && integerDigits > 0 && !endsInThousand(mantissa);
  const magnitude = typeof mantissa === 'number' ? mantissa * suffix.factor : mantissa;
  return new Quantity(
    negative && magnitude !== 0 ? -magnitude : magnitude,
    exponent,
    suffix.format,
    'fast',
    canonical ? text : '',
  );
}

function suffixAt(text: string, at: number): Suffix {
  const suffix = readSuffix(text, at);
  if (suffix === undefined) {
    throw new QuantityError(isSuffixShape(text.slice(at)) ? 'suffix' : 'format', text);
  }
  return suffix;
}

/** Kubernetes' estimate of whether digits times a power of two stay within 15 digits. */
function fitsBinary(digits: number, power: number): boolean {
  return 15 - digits - Math.trunc((power * 3) / 10) - 1 >= 0;
}

function endsInThousand(mantissa: Int64): boolean {
  return typeof mantissa === 'number' ? mantissa % 1000 === 0 : mantissa % 1000n === 0n;
}

/** The decimal store: rounded away from zero to a billionth, binary ones capped at 2^63 - 1. */
function decimal(
  text: string,
  negative: boolean,
  digits: string,
  fractionDigits: number,
  suffix: Suffix,
): Quantity {
  const binary = suffix.format === 'BinarySI';
  // In powers of ten, before the factor of a binary suffix.
  const exponent = (binary ? 0 : suffix.exponent) - fractionDigits;
  // A zero is not rounded: what is added to it is stored as finely as it was written.
  if (!/[1-9]/.test(digits)) return new Quantity(0, exponent, suffix.format, 'decimal');
  const factor = BigInt(suffix.factor);
  if (digits.length + Math.max(exponent, 0) > MAX_DIGITS) throw new QuantityError('size', text);
  const billionths = roundedBillionths(BigInt(digits) * factor, exponent);
  const capped = binary && billionths > MAX_INT64 * bigPower(9);
  const magnitude = capped ? MAX_INT64 : billionths;
  const fraction = binary && billionths < bigPower(9);
  return new Quantity(
    integer(negative ? -magnitude : magnitude),
    capped ? 0 : NANO,
    fraction ? 'DecimalSI' : suffix.format,
    'decimal',
  );
}

function roundedBillionths(digits: bigint, exponent: number): bigint {
  const shift = exponent - NANO;
  if (shift >= 0) return digits * bigPower(shift);
  // Whatever is left of a number with fewer digits than are dropped rounds up to one.
  if (-shift > 2 * MAX_DIGITS) return 1n;
  const power = bigPower(-shift);
  return digits / power + (digits % power === 0n ? 0n : 1n);
}
