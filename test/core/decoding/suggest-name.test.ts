import { editDistance } from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['metrics', 'metrics', 0],
    ['metric', 'metrics', 1],
    ['behaviour', 'behavior', 1],
    ['vaule', 'value', 1],
    ['kitten', 'sitting', 3],
  ])('%s to %s', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
  });

  const word = fc.string({ maxLength: 8 });

  it('is a measure: symmetric, zero only for the same, bounded by the lengths', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other);
        expect(distance).toBe(editDistance(other, one));
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
      }),
    );
  });
});
