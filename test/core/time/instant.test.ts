import {
  formatInstant,
  formatMicroInstant,
  InstantError,
  parseInstant,
  parseOptionalInstant,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('an instant of RFC 3339', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2000-01-01T00:00:00Z', 946_684_800_000],
    ['2026-01-02T15:04:05Z', 1_767_366_245_000],
    ['2026-01-02T16:04:05+01:00', 1_767_366_245_000],
    ['2026-01-02T09:34:05-05:30', 1_767_366_245_000],
    ['2026-01-02T15:04:05.5Z', 1_767_366_245_500],
    ['2026-01-02T15:04:05,5Z', 1_767_366_245_500],
    ['2026-01-02T15:04:05.123456789Z', 1_767_366_245_123.456],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000],
    ['1969-12-31T23:59:59.75Z', -250],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
    ['9999-12-31T23:59:59Z', 253_402_300_799_000],
  ])('%s is %d', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  test.each([
    '',
    '2026-01-02',
    '2026-01-02 15:04:05Z',
    '2026-01-02t15:04:05z',
    '2026-01-02T15:04:05',
    '2026-01-02T15:04:05.Z',
    '2026-01-02T15:04:05+0100',
    '2026-01-02T15:04:05+25:00',
    '2026-01-02T15:04:05+01:61',
    '2026-13-02T15:04:05Z',
    '2026-00-02T15:04:05Z',
    '2026-02-29T15:04:05Z',
    '2026-04-31T15:04:05Z',
    '2026-01-00T15:04:05Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T15:60:05Z',
    '2026-12-31T23:59:60Z',
    '02026-01-02T15:04:05Z',
    '2026-01-02T15:04:05Z\n',
  ])('%j is none', (text) => {
    expect(() => parseInstant(text)).toThrow(InstantError);
  });

  test('may be left out; the year 1 is how Go leaves it out', () => {
    for (const nothing of [
      undefined,
      null,
      '',
      '0001-01-01T00:00:00Z',
      '0001-01-01T01:00:00+01:00',
    ]) {
      expect(parseOptionalInstant(nothing)).toBeNull();
    }
    expect(parseOptionalInstant('1970-01-01T00:00:00Z')).toBe(0);
    expect(() => parseOptionalInstant('never')).toThrow(InstantError);
  });
});

describe('is written', () => {
  test.each([
    [0, '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000000Z'],
    [1_767_366_245_123.456, '2026-01-02T15:04:05Z', '2026-01-02T15:04:05.123456Z'],
    [1_767_366_245_999.999, '2026-01-02T15:04:05Z', '2026-01-02T15:04:05.999999Z'],
    [-250, '1969-12-31T23:59:59Z', '1969-12-31T23:59:59.750000Z'],
  ])('%d as %s and %s', (instant, seconds, micro) => {
    expect(formatInstant(instant)).toBe(seconds);
    expect(formatMicroInstant(instant)).toBe(micro);
  });

  test('only from year 0 to 9999', () => {
    expect(formatInstant(parseInstant('0000-01-01T00:00:00Z'))).toBe('0000-01-01T00:00:00Z');
    for (const instant of [253_402_300_800_000, -62_167_219_200_001, Number.NaN, Infinity]) {
      expect(() => formatInstant(instant)).toThrow(RangeError);
    }
  });

  test('so that it reads back as the same microsecond', () => {
    const micro = fc
      .integer({ min: 0, max: 4_102_444_800 })
      .chain((second) => fc.integer({ min: 0, max: 999_999 }).map((part) => ({ second, part })));
    fc.assert(
      fc.property(micro, ({ second, part }) => {
        const text = `${formatInstant(second * 1000).slice(0, -1)}.${String(part).padStart(6, '0')}Z`;
        expect(formatMicroInstant(parseInstant(text))).toBe(text);
      }),
    );
  });

  test('as the calendar has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (second) => {
        expect(formatInstant(second * 1000)).toBe(
          new Date(second * 1000).toISOString().replace('.000', ''),
        );
        expect(parseInstant(formatInstant(second * 1000))).toBe(second * 1000);
      }),
    );
  });
});
