import { goQuoteBytes, type Int64, integer } from '../go/index.ts';
import { DurationError } from './error.ts';
import { LARGEST_NANOSECONDS, toMilliseconds, toNanoseconds } from './nanoseconds.ts';

const MICROSECOND = 1_000n;
const MILLISECOND = 1_000_000n;
const SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', MICROSECOND],
  // The micro sign and the Greek letter.
  ['\u00b5s', MICROSECOND],
  ['\u03bcs', MICROSECOND],
  ['ms', MILLISECOND],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
]);

/**
 * Reads a duration as Go writes it, as in Kubernetes' flags and objects: `1h30m`, `1.5s`,
 * `-200ms`; the units h m s ms us ns in any order, none needed by a lone `0`. In milliseconds.
 *
 * @throws {DurationError} with Go's text
 */
export function parseGoDuration(text: string): number {
  return toMilliseconds(parseGoNanoseconds(text));
}

/**
 * The same in nanoseconds, smaller fractions cut off.
 *
 * @throws {DurationError} with Go's text
 */
export function parseGoNanoseconds(text: string): Int64 {
  const negative = text.startsWith('-');
  const body = negative || text.startsWith('+') ? text.slice(1) : text;
  if (body === '0') return 0;
  const term = /(\d*)(\.\d*)?([^\d.]*)/y;
  let total = 0n;
  do {
    const [, whole = '', fraction = '', unit = ''] = term.exec(body) ?? [];
    // Without a digit it is no number, and then nothing that could have a unit.
    if (whole === '' && fraction.length < 2) throw invalid(text);
    total += nanoseconds(text, whole, fraction, unit);
    if (total > LARGEST_NANOSECONDS) throw invalid(text);
  } while (term.lastIndex < body.length);
  if (negative) return integer(-total);
  if (total === LARGEST_NANOSECONDS) throw invalid(text);
  return integer(total);
}

function nanoseconds(text: string, whole: string, fraction: string, unit: string): bigint {
  const digits = whole.replace(/^0+/, '');
  // Nineteen digits hold every int64.
  if (digits.length > 19) throw invalid(text);
  const units = BigInt(digits);
  if (units > LARGEST_NANOSECONDS) throw invalid(text);
  if (unit === '') {
    throw new DurationError('missingUnit', `time: missing unit in duration ${goQuoteBytes(text)}`);
  }
  const size = UNITS.get(unit);
  if (size === undefined) {
    throw new DurationError(
      'unit',
      `time: unknown unit ${goQuoteBytes(unit)} in duration ${goQuoteBytes(text)}`,
    );
  }
  if (units > LARGEST_NANOSECONDS / size) throw invalid(text);
  return units * size + fractionOf(size, fraction.slice(1));
}

/** The fraction of a unit, through a double as Go computes it; digits beyond an int64 are cut. */
function fractionOf(size: bigint, fraction: string): bigint {
  let digits = 0n;
  let scale = 1;
  for (const digit of fraction) {
    if (digits > (LARGEST_NANOSECONDS - 1n) / 10n) break;
    const next = digits * 10n + BigInt(digit);
    if (next > LARGEST_NANOSECONDS) break;
    digits = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(digits) * (Number(size) / scale)));
}

function invalid(text: string): DurationError {
  return new DurationError('format', `time: invalid duration ${goQuoteBytes(text)}`);
}

/** Milliseconds as Go prints a duration: `1h30m0s`, `1.5s`, `250ms`. They must be finite. */
export function formatGoDuration(milliseconds: number): string {
  return formatGoNanoseconds(integer(toNanoseconds(milliseconds)));
}

/** Nanoseconds as Go prints a duration. */
export function formatGoNanoseconds(nanoseconds: Int64): string {
  const value = BigInt(nanoseconds);
  const magnitude = value < 0n ? -value : value;
  return (value < 0n ? '-' : '') + formatMagnitude(magnitude);
}

function formatMagnitude(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  if (nanoseconds < MICROSECOND) return `${nanoseconds}ns`;
  if (nanoseconds < MILLISECOND) return `${decimal(nanoseconds, MICROSECOND)}\u00b5s`;
  if (nanoseconds < SECOND) return `${decimal(nanoseconds, MILLISECOND)}ms`;
  const seconds = `${decimal(nanoseconds % MINUTE, SECOND)}s`;
  if (nanoseconds < MINUTE) return seconds;
  const minutes = `${(nanoseconds / MINUTE) % 60n}m${seconds}`;
  return nanoseconds < HOUR ? minutes : `${nanoseconds / HOUR}h${minutes}`;
}

/** In units of `unit`, a power of ten, without trailing zeros. */
function decimal(value: bigint, unit: bigint): string {
  const fraction = (value % unit) + unit;
  return `${value / unit}.${String(fraction).slice(1)}`.replace(/\.?0+$/, '');
}
