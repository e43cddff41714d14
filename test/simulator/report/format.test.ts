import { formatLatency, formatNumber, formatShare, formatSpan } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

describe('figures as people read them', () => {
  test.each([
    [0.0123, '12.3 ms'],
    [14, '14s'],
    [60, '1m'],
    [112, '1m 52s'],
    [3600, '1h'],
    [11_100, '3h 5m'],
    [187_200, '2d 4h'],
    [null, '–'],
  ])('a span of %s seconds', (seconds, text) => {
    expect(formatSpan(seconds)).toBe(text);
  });

  test.each([
    [0.00085, '0.85 ms'],
    [0.048, '48 ms'],
    [0.2124, '212 ms'],
    [1.243, '1.24 s'],
    [null, '–'],
  ])('a latency of %s seconds', (seconds, text) => {
    expect(formatLatency(seconds)).toBe(text);
  });

  test.each([
    [0, '0 %'],
    [0.00001, '< 0.01 %'],
    [0.0002, '0.02 %'],
    [0.031, '3.1 %'],
    [0.413, '41 %'],
    [null, '–'],
  ])('a share of %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  test.each([
    [0, '0'],
    [0.5, '0.50'],
    [2, '2'],
    [12.34, '12.3'],
    [205.2, '205'],
    [1_234_567, '1,234,567'],
  ])('the number %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
