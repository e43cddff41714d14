import { decodeQuantity, parseQuantity, QuantityError } from '@flyball/core';
import { describe, expect, test } from 'vitest';

/** Apimachinery 0.37.2 answers as these tables do; the recordings in `quantity` hold 9,688 more. */
describe('the text of a quantity is printed', () => {
  test.each([
    ['without fraction digits', '1.5', '1500m'],
    ['without fraction digits', '1.5Gi', '1536Mi'],
    ['with the largest suffix that needs none', '1000', '1k'],
    ['with the largest suffix that needs none', '1024Ki', '1Mi'],
    ['with an exponent that is a multiple of 3', '5e-2', '50e-3'],
    ['without an exponent of 0', '1e1', '10'],
    ['in decimal below 1024', '0.5Ki', '512'],
    ['in decimal with a fraction of a binary unit', '1.001Ki', '1025024m'],
    ['as it was, where Kubernetes takes it for canonical', '+5', '+5'],
    ['as it was, where Kubernetes takes it for canonical', '1.500', '1.500'],
    ['as it was, where Kubernetes takes it for canonical', '0005', '0005'],
    ['as it was, where Kubernetes takes it for canonical', '1e+3', '1e+3'],
    ['as it was, where Kubernetes takes it for canonical', '1025Ki', '1025Ki'],
    ['rounded away from zero to a billionth', '0.1n', '1n'],
    ['rounded away from zero to a billionth', '-1.2345678901234567890', '-1234567891n'],
    ['capped at the largest int64 if it is binary', '8Ei', '9223372036854775807'],
    ['uncapped if it is decimal', '9223372036854775808', '9223372036854775808'],
    ['without its exponent where SI has no suffix', '1000000000000000000000', '1'],
    ['as zero where it has no digits but a point', '.', '0'],
    ['as zero where it is a sign', '-', '0'],
  ])('%s: %s as %s', (_, text, printed) => {
    expect(String(parseQuantity(text))).toBe(printed);
  });

  test('canonically once it was computed with', () => {
    const kept = parseQuantity('+102.312');
    expect(String(kept)).toBe('+102.312');
    expect(kept.canonical()).toBe('102312m');
    expect(String(kept.add(parseQuantity('0')))).toBe('102312m');
  });

  test('as a JSON string', () => {
    expect(JSON.stringify({ value: parseQuantity('40') })).toBe('{"value":"40"}');
  });
});

describe('is refused', () => {
  const form =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  test.each([
    ['', 'format', form],
    ['1 ', 'format', form],
    ['1Kb', 'format', form],
    ['0x10', 'format', form],
    ['1_000', 'format', form],
    ['NaN', 'format', form],
    ['٣', 'format', form],
    ['--1', 'suffix', "unable to parse quantity's suffix"],
    ['1K', 'suffix', "unable to parse quantity's suffix"],
    ['1e', 'suffix', "unable to parse quantity's suffix"],
    ['1e9223372036854775808', 'suffix', "unable to parse quantity's suffix"],
    ['1ki', 'suffix', "unable to parse quantity's suffix"],
    ['Ei', 'number', 'unable to parse numeric part of quantity'],
    ['.e-13', 'number', 'unable to parse numeric part of quantity'],
    ['1234567890123456789e2147483647', 'size', 'quantity needs more than 10000 digits'],
    ['1e-2147483649e', 'format', form],
  ])('%j (%s)', (text, code, message) => {
    let caught: unknown;
    try {
      parseQuantity(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(QuantityError);
    expect(caught).toMatchObject({ code, message, text });
  });

  test('in time that grows with its length only', () => {
    const long = '9'.repeat(1_000_000);
    expect(() => parseQuantity(`${long}x`)).toThrow(form);
    expect(() => parseQuantity(`1e${long}`)).toThrow('suffix');
    expect(() => parseQuantity(long)).toThrow('10000 digits');
    expect(String(parseQuantity(`1e-${'0'.repeat(1_000_000)}3`))).toMatch(/^1e-0/);
  });
});

describe('exponents are those of Go', () => {
  test.each([
    ['cut to 32 bits', '1e4294967296', 1],
    ['cut to 32 bits', '1e4294967299', 1000],
    ['too large for the answer', '1e2147483647', 0],
    ['far below a billionth', '1e-2147483648', 1],
  ])('%s: %s', (_, text, value) => {
    expect(parseQuantity(text).value()).toBe(value);
  });
});

describe('a raw JSON value', () => {
  test.each([
    ['1.50', '1500m'],
    ['"1.50"', '1500m'],
    ['" 1 "', '1'],
    ['"\u00851\u00a0"', '1'],
    ['1e400', '10e399'],
  ])('%s reads as %s', (token, printed) => {
    expect(String(decodeQuantity(token))).toBe(printed);
  });

  test.each(['"\\u0031"', '"1\\n"', '"\ufeff1"', 'true', '{}', '""', '"'])(
    '%s is refused',
    (token) => {
      expect(() => decodeQuantity(token)).toThrow(QuantityError);
    },
  );

  test('null is a zero that takes over the format of what is added', () => {
    const zero = decodeQuantity('null');
    expect(zero).toMatchObject({ format: '' });
    expect(String(zero)).toBe('0');
    expect(zero.add(parseQuantity('1Ki')).format).toBe('BinarySI');
  });
});
