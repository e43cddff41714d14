import {
  DurationError,
  decodeMetav1Duration,
  formatGoDuration,
  formatGoNanoseconds,
  formatPrometheusDuration,
  parseGoDuration,
  parseGoNanoseconds,
  parsePrometheusDuration,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Go 1.26 and Prometheus common 0.72 answer so; the recordings in `durations` hold 1,177 more. */
function failure(run: () => unknown): { code: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof DurationError) return { code: error.code, message: error.message };
  }
  throw new Error('no DurationError');
}

describe('a duration as Go writes it', () => {
  test.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1.5s', 1500],
    ['.5s', 500],
    ['-200ms', -200],
    ['+1s', 1000],
    ['1ms1s', 1001],
    ['1m1m', 120_000],
    ['0', 0],
    ['-0', 0],
    ['1us', 0.001],
    ['1\u00b5s', 0.001],
    ['1\u03bcs', 0.001],
    ['0.9ns', 0],
    ['0000000000000000000000000000001s', 1000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseGoDuration(text)).toBe(milliseconds);
  });

  test('reaches to an int64 of nanoseconds, one further below zero', () => {
    expect(parseGoNanoseconds('9223372036.854775807s')).toBe(2n ** 63n - 1n);
    expect(parseGoNanoseconds('-9223372036854775808ns')).toBe(-(2n ** 63n));
    expect(failure(() => parseGoNanoseconds('9223372036854775808ns')).code).toBe('format');
    expect(failure(() => parseGoNanoseconds('9223372036s1s')).code).toBe('format');
  });

  test.each([
    ['', 'format', 'time: invalid duration ""'],
    [' 1s', 'format', 'time: invalid duration " 1s"'],
    ['.s', 'format', 'time: invalid duration ".s"'],
    ['1', 'missingUnit', 'time: missing unit in duration "1"'],
    ['1m30', 'missingUnit', 'time: missing unit in duration "1m30"'],
    ['1d', 'unit', 'time: unknown unit "d" in duration "1d"'],
    ['1é\n"', 'unit', 'time: unknown unit "\\xc3\\xa9\\x0a\\"" in duration "1\\xc3\\xa9\\x0a\\""'],
  ])('%j is refused (%s)', (text, code, message) => {
    expect(failure(() => parseGoDuration(text))).toEqual({ code, message });
  });

  test.each([
    [0, '0s'],
    [0.000001, '1ns'],
    [0.0015, '1.5\u00b5s'],
    [250, '250ms'],
    [1500, '1.5s'],
    [60_000, '1m0s'],
    [86_400_000, '24h0m0s'],
    [-3_661_001, '-1h1m1.001s'],
  ])('%d ms are written %s', (milliseconds, text) => {
    expect(formatGoDuration(milliseconds)).toBe(text);
  });

  test('survives writing and reading', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (nanoseconds) => {
        expect(BigInt(parseGoNanoseconds(formatGoNanoseconds(nanoseconds)))).toBe(nanoseconds);
      }),
    );
  });
});

describe('a duration as Prometheus writes it', () => {
  test.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1y2w3d4h5m6s7ms', 31_536_000_000 + 1_209_600_000 + 273_906_007],
    ['0', 0],
    ['0s', 0],
    ['90d', 7_776_000_000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parsePrometheusDuration(text)).toBe(milliseconds);
  });

  test.each([
    ['', 'empty', 'empty duration string'],
    ['-1s', 'format', 'not a valid duration string: "-1s"'],
    ['1', 'format', 'not a valid duration string: "1"'],
    ['1m1h', 'format', 'not a valid duration string: "1m1h"'],
    ['1m1m', 'format', 'not a valid duration string: "1m1m"'],
    ['1.5h', 'unit', 'unknown unit "." in duration "1.5h"'],
    ['1ns', 'unit', 'unknown unit "ns" in duration "1ns"'],
    ['1\u00b5s\n', 'unit', 'unknown unit "\u00b5s\\n" in duration "1\u00b5s\\n"'],
    ['293y', 'range', 'duration out of range'],
    ['18446744073709551616s', 'format', 'not a valid duration string: "18446744073709551616s"'],
  ])('%j is refused (%s)', (text, code, message) => {
    expect(failure(() => parsePrometheusDuration(text))).toEqual({ code, message });
  });

  test.each([
    [0, '0s'],
    [0.9, '0s'],
    [90_000, '1m30s'],
    [7 * 86_400_000, '1w'],
    [90 * 86_400_000, '90d'],
    [365 * 86_400_000, '1y'],
    [365 * 86_400_000 + 1000, '365d1s'],
    [-1500, '-1s500ms'],
  ])('%d ms are written %s', (milliseconds, text) => {
    expect(formatPrometheusDuration(milliseconds)).toBe(text);
  });

  test('survives writing and reading', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_223_372_036_854 }), (milliseconds) => {
        expect(parsePrometheusDuration(formatPrometheusDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });
});

describe('a duration in a Kubernetes object', () => {
  test('is a string', () => {
    expect(decodeMetav1Duration('15s')).toBe(15_000_000_000);
    expect(failure(() => decodeMetav1Duration(15))).toEqual({
      code: 'type',
      message: 'json: cannot unmarshal number into Go value of type string',
    });
    expect(failure(() => decodeMetav1Duration(true)).message).toContain('unmarshal bool');
    expect(failure(() => decodeMetav1Duration([])).message).toContain('unmarshal array');
    expect(failure(() => decodeMetav1Duration(null)).message).toBe('time: invalid duration ""');
  });
});
