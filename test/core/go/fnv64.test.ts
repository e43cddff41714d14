import { Fnv64 } from '@flyball/core';
import { expect, test } from 'vitest';

// The test suite that comes with the FNV reference code.
test.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('FNV-1a of %j', (text, expected) => {
  const hash = new Fnv64();
  for (const byte of new TextEncoder().encode(text)) hash.add([byte]);
  expect(hash.hex()).toBe(expected);
});
