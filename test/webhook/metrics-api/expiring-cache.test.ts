import { describe, expect, it } from 'vitest';
import { ExpiringCache } from '../../../packages/webhook/src/metrics-api/expiring-cache.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function cacheOf(lifetime: number, capacity = 10) {
  const clock = new ManualClock();
  const made: string[] = [];
  const cache = new ExpiringCache<string>({ clock, capacity, lifetimeOf: () => lifetime });
  const get = (key: string) =>
    cache.get(key, async () => {
      made.push(key);
      return `${key} ${made.length}`;
    });
  return { clock, cache, made, get };
}

describe('a cache whose answers expire', () => {
  it('makes an answer once for all who ask while it is being made', async () => {
    const { get, made } = cacheOf(0);
    expect(await Promise.all([get('a'), get('a'), get('b'), get('a')])).toEqual([
      'a 1',
      'a 1',
      'b 2',
      'a 1',
    ]);
    expect(made).toEqual(['a', 'b']);
  });

  it('keeps an answer for its lifetime, counted from when it came', async () => {
    const { get, clock } = cacheOf(1_000);
    expect(await get('a')).toBe('a 1');
    clock.advance(999);
    expect(await get('a')).toBe('a 1');
    clock.advance(1);
    expect(await get('a')).toBe('a 2');
  });

  it('keeps nothing whose lifetime is zero', async () => {
    const { get, cache } = cacheOf(0);
    expect(await get('a')).toBe('a 1');
    expect(await get('a')).toBe('a 2');
    expect(cache.size).toBe(0);
  });

  it('lets the oldest go when it is full', async () => {
    const { get, cache } = cacheOf(1_000, 2);
    for (const key of ['a', 'b', 'c']) await get(key);
    expect(cache.size).toBe(2);
    expect(await get('c')).toBe('c 3');
    expect(await get('a')).toBe('a 4');
  });

  it('throws to all who wait, and keeps no failure', async () => {
    const { cache } = cacheOf(1_000);
    const fail = async () => Promise.reject(new Error('broken'));
    const both = [cache.get('a', fail), cache.get('a', fail)];
    for (const each of both) await expect(each).rejects.toThrow('broken');
    expect(await cache.get('a', async () => 'mended')).toBe('mended');
  });
});
