import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDeeperThan } from '../../../packages/webhook/src/alertmanager/json-depth.ts';

/** How deep a value is, by looking at the value. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a JSON text', () => {
  test.each<readonly [text: string, depth: number]>([
    ['1', 0],
    ['{}', 1],
    ['[[],[]]', 2],
    ['{"a":{"b":[1]}}', 3],
    ['{"[[[[":"{{{{"}', 1],
    [String.raw`["\"[[", "\\", [1]]`, 2],
    [String.raw`{"\\\"{":["\\\\"]}`, 2],
  ])('of %s is %i', (text, depth) => {
    expect(isDeeperThan(text, depth)).toBe(false);
    if (depth > 0) expect(isDeeperThan(text, depth - 1)).toBe(true);
  });

  test('is that of the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.boolean(), (value, spaced) => {
        const text = JSON.stringify(value, null, spaced ? 2 : undefined);
        const depth = depthOf(JSON.parse(text));
        expect(isDeeperThan(text, depth)).toBe(false);
        if (depth > 0) expect(isDeeperThan(text, depth - 1)).toBe(true);
      }),
    );
  });

  test('of a megabyte of brackets is known after a few of them', () => {
    expect(isDeeperThan('['.repeat(2 ** 20), 32)).toBe(true);
  });

  test.each([['"'], ['{"a'], ['"\\'], [']]]]'], ['["\\"']])(
    'of what is no JSON ends, too: %s',
    (text) => {
      expect(isDeeperThan(text, 1)).toBe(false);
    },
  );
});
