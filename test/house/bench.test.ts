import { expect, test } from 'vitest';
import { renderResults } from '../bench/render.ts';

test('a benchmark prints an operation’s time, against its limit and its peer', () => {
  const lines = renderResults([
    { name: 'plain', median: 200, p99: 1500 },
    { name: 'ours', median: 50, p99: 75, peer: 'plain', limit: 0.5 },
    { name: 'slow', median: 2_400_000, p99: 3_000_000, peer: 'plain', limit: 10 },
  ]);
  expect(lines).toEqual([
    '  plain    200 ns  p99  1.50 µs',
    '  ours    50.0 ns  p99  75.0 ns  within 0.5 µs; 4.0 times as fast as plain',
    '  slow    2.40 ms  p99  3.00 ms  OVER 10 µs; 12000 times as slow as plain',
  ]);
});

test('a peer that is not there is an error, not a figure', () => {
  expect(() => renderResults([{ name: 'a', median: 1, p99: 1, peer: 'b' }])).toThrow('no peer b');
});
