import { pcg32, philox4x32, randomStream, Xoshiro128, xoroshiro128Plus } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

function take(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

describe('streams', () => {
  test('the same seed and role give the same numbers', () => {
    const first = randomStream(42n, 'service');
    const second = randomStream(42n, 'service');
    expect(take(100, () => first.uint32())).toEqual(take(100, () => second.uint32()));
  });

  test('roles, members and seeds are apart', () => {
    const starts = (['arrivals', 'service', 'balancer', 'pods', 'clients', 'path'] as const)
      .flatMap((role) => [0, 1, 2].map((index) => randomStream(42n, role, index)))
      .concat(randomStream(43n, 'arrivals'))
      .map((stream) => take(4, () => stream.uint32()).join());
    expect(new Set(starts).size).toBe(starts.length);
  });

  test('a clone goes on from the same place, on its own', () => {
    const stream = randomStream(1n, 'pods');
    stream.uint32();
    const twin = stream.clone();
    expect(twin.double()).toBe(stream.double());
    twin.uint32();
    expect(twin.state).not.toEqual(stream.state);
  });

  test('doubles fill 0 to 1 evenly', () => {
    const stream = randomStream(5n, 'path');
    const values = take(100_000, () => stream.double());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(0.5, 2);
  });
});

describe('states that no generator can start from', () => {
  test('all zero, too few words, an even increment', () => {
    expect(() => new Xoshiro128([0, 0, 0, 0])).toThrow('state must not be all zero');
    expect(() => xoroshiro128Plus([0n, 0n])).toThrow('2 words that are not all zero');
    expect(() => pcg32(1n, 2n)).toThrow('increment must be a positive odd number, got 2');
    expect(() => philox4x32([1n], [1n, 2n])).toThrow(
      'counter must be 4 words and key 2, got 1 and 2',
    );
  });
});
