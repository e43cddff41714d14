import {
  formatMilli,
  newMilliQuantity,
  newQuantity,
  newScaledQuantity,
  parseMilli,
  parseQuantity,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';

describe('thousandths', () => {
  test.each([
    ['40', 40_000],
    ['102312m', 102_312],
    ['102.312', 102_312],
    ['0.1m', 1],
    ['-1500u', -2],
    ['512Mi', 536_870_912_000],
    ['0', 0],
    ['-0', 0],
  ])('of %s are %d', (text, milli) => {
    expect(parseMilli(text)).toBe(milli);
    expect(parseQuantity(text).milliValue()).toBe(milli);
  });

  test('are a bigint where no double holds them', () => {
    expect(parseMilli('9007199254740.991')).toBe(9_007_199_254_740_991);
    expect(parseMilli('9007199254740.993')).toBe(9_007_199_254_740_993n);
    expect(parseMilli('9223372036854775.807')).toBe(9_223_372_036_854_775_807n);
  });

  // The two stores of the original overflow each in its own way.
  test.each<[string, number | bigint]>([
    ['9223372036854776', -9_223_372_036_854_775_616n],
    ['1E', 0],
    ['1Ei', -9_223_372_036_854_775_808n],
    ['8Ei', -1000],
    ['9223372036854775807', -1000],
    ['1e2147483647', 1],
  ])('of %s overflow to %s', (text, milli) => {
    expect(parseMilli(text)).toBe(milli);
  });

  test('below zero round up, not away from zero, where the text is finer than a billionth', () => {
    expect(parseMilli('-1.2345678901')).toBe(-1233);
    expect(parseMilli('-0.1n')).toBe(1);
    expect(parseMilli('-1n')).toBe(-1);
  });

  test.each([
    [0, 'DecimalSI', '0'],
    [500, 'DecimalSI', '500m'],
    [40_000, 'DecimalSI', '40'],
    [102_312, 'DecimalSI', '102312m'],
    [-40_000_000, 'DecimalSI', '-40k'],
    [1_048_576_000, 'BinarySI', '1Mi'],
    [1_572_864_000, 'BinarySI', '1536Ki'],
    [52_428_800_500, 'BinarySI', '52428800500m'],
    [1_023_000, 'BinarySI', '1023'],
    [40_000, 'DecimalExponent', '40'],
    [40_000_000, 'DecimalExponent', '40e3'],
    [9_223_372_036_854_775_807n, 'DecimalSI', '9223372036854775807m'],
  ] as const)('%d as %s are written %s', (milli, format, text) => {
    expect(formatMilli(milli, format)).toBe(text);
    expect(String(newMilliQuantity(milli, format))).toBe(text);
  });
});

describe('whole units', () => {
  test.each([
    ['1.5', 2],
    ['-1.5', -2],
    ['0.1n', 1],
    ['1k', 1000],
    ['1.5Gi', 1_610_612_736],
  ])('of %s are %d', (text, units) => {
    expect(parseQuantity(text).value()).toBe(units);
  });

  test('are at hand only where they are stored as such', () => {
    expect(parseQuantity('1k').asInt64()).toEqual({ value: 1000, ok: true });
    expect(parseQuantity('1.0').asInt64().ok).toBe(false);
    expect(parseQuantity('1Pi').asInt64().ok).toBe(false);
    expect(parseQuantity('922337203685477580k').asInt64()).toEqual({ value: -800, ok: false });
  });
});

describe('any power of ten', () => {
  test.each([
    ['1', -6, 1_000_000],
    ['1n', -9, 1],
    ['1234567', 3, 1235],
    ['-1234567', 3, -1235],
    ['1', 30, 1],
    ['123456789012345678', 17, 2],
    ['-123456789012345678', 19, -1],
  ])('of %s at 10^%d is %d', (text, scale, value) => {
    expect(parseQuantity(text).scaledValue(scale)).toBe(value);
  });
});

describe('a made quantity', () => {
  test('prints its value', () => {
    expect(String(newQuantity(1024, 'BinarySI'))).toBe('1Ki');
    expect(String(newQuantity(1000))).toBe('1k');
    expect(String(newScaledQuantity(15, 17))).toBe('1500P');
    expect(String(newScaledQuantity(15, -7))).toBe('1500n');
  });

  test('prints the least int64 without a binary suffix', () => {
    expect(String(newQuantity(-(2n ** 63n), 'BinarySI'))).toBe('-9223372036854775808');
  });

  test('is near its value as a double', () => {
    expect(parseQuantity('0.3').asApproximateFloat64()).toBe(0.30000000000000004);
    expect(parseQuantity('1e308').asApproximateFloat64()).toBe(1e308);
    expect(parseQuantity('1e309').asApproximateFloat64()).toBe(Number.POSITIVE_INFINITY);
    expect(newScaledQuantity(1, -400).asApproximateFloat64()).toBe(0);
  });
});
