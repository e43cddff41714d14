import { goQuote, type Int64, integer } from '../go/index.ts';
import { DurationError } from './error.ts';
import { LARGEST_NANOSECONDS, toMilliseconds } from './nanoseconds.ts';

const MILLISECOND = 1;
const SECOND = 1000 * MILLISECOND;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From the largest to the smallest, the order in which they must stand. */
const UNITS: readonly (readonly [unit: string, milliseconds: number])[] = [
  ['y', 365 * DAY],
  ['w', 7 * DAY],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', MILLISECOND],
];

const LARGEST_UINT64 = 2n ** 64n - 1n;

/**
 * Reads a duration as Prometheus writes it, in its rules and queries: whole numbers of y w d h m s
 * ms, each at most once and the largest first; a year has 365 days. No sign. In milliseconds.
 *
 * @throws {DurationError} with Prometheus' text
 */
export function parsePrometheusDuration(text: string): number {
  return toMilliseconds(parsePrometheusNanoseconds(text));
}

/**
 * The same in nanoseconds.
 *
 * @throws {DurationError} with Prometheus' text
 */
export function parsePrometheusNanoseconds(text: string): Int64 {
  if (text === '') throw new DurationError('empty', 'empty duration string');
  if (text === '0') return 0;
  const term = /(\d+)(\D+)/y;
  let total = 0n;
  let last = -1;
  while (term.lastIndex < text.length) {
    const [, digits = '', unit] = term.exec(text) ?? [];
    // Twenty digits hold every uint64; leading zeros may make them more.
    const significant = digits.replace(/^0+(?=\d)/, '');
    if (unit === undefined || significant.length > 20) throw invalid(text);
    const count = BigInt(significant);
    if (count > LARGEST_UINT64) throw invalid(text);
    const position = UNITS.findIndex(([name]) => name === unit);
    const [, milliseconds] = UNITS[position] ?? [];
    if (milliseconds === undefined) {
      throw new DurationError('unit', `unknown unit ${goQuote(unit)} in duration ${goQuote(text)}`);
    }
    if (position <= last) throw invalid(text);
    last = position;
    total += count * BigInt(milliseconds) * 1_000_000n;
    if (total >= LARGEST_NANOSECONDS) throw new DurationError('range', 'duration out of range');
  }
  return integer(total);
}

function invalid(text: string): DurationError {
  return new DurationError('format', `not a valid duration string: ${goQuote(text)}`);
}

/**
 * Milliseconds as Prometheus prints a duration: `1m30s`, `90d`. Years and weeks only where nothing
 * is left beside them; fractions of a millisecond are cut.
 */
export function formatPrometheusDuration(milliseconds: number): string {
  let rest = Math.abs(Math.trunc(milliseconds));
  if (rest === 0) return '0s';
  let text = milliseconds < 0 ? '-' : '';
  for (const [unit, size] of UNITS) {
    if (size > DAY && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count === 0) continue;
    text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
