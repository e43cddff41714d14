import { DurationError, goUnquote, parsePrometheusDuration } from '@flyball/core';
import { goSeconds } from '../numbers/seconds.ts';

const INTEGER = /^\d+(?:_\d+)*$/;
const DECIMAL = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const HEXADECIMAL = /^0[xX][0-9a-fA-F]+$/;
const OCTAL = /^0[0-7_]+$/;
const DURATION = /^\d+[a-z]/;

/** Go keeps durations in nanoseconds, in an int64. */
const LONGEST_SECONDS = 2 ** 63 / 1e9;

/**
 * The number of a literal: decimal, hexadecimal, octal with a leading 0, `Inf`, `NaN`, or a
 * duration, which counts seconds. Nothing if it is none of these.
 */
export function readNumber(text: string): number | undefined {
  if (OCTAL.test(text)) return Number.parseInt(text.replaceAll('_', ''), 8);
  if (INTEGER.test(text)) return Number(text.replaceAll('_', ''));
  if (HEXADECIMAL.test(text) || DECIMAL.test(text)) return Number(text);
  const word = text.toLowerCase();
  if (word === 'inf') return Number.POSITIVE_INFINITY;
  if (word === 'nan') return Number.NaN;
  if (!DURATION.test(text)) return undefined;
  try {
    return goSeconds(parsePrometheusDuration(text));
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    return undefined;
  }
}

/** Whole milliseconds of a number of seconds; nothing if no duration can be as long. */
export function toMilliseconds(seconds: number): number | undefined {
  if (!(Math.abs(seconds) < LONGEST_SECONDS)) return undefined;
  return Math.trunc(Math.round(seconds * 1e9) / 1e6) + 0;
}

/** The text of a string literal; nothing if it does not end or has an escape that is none. */
export function readString(literal: string): string | undefined {
  return goUnquote(literal);
}

/** Whether a literal that ends here goes on in a word: `5min` is no number and a word. */
export function endsInWord(query: string, end: number): boolean {
  return /[A-Za-z0-9_]/.test(query.charAt(end));
}
