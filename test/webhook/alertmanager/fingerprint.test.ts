import { labelFingerprint } from '@flyball/webhook';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** The definition, with integers as wide as it takes. */
function reference(labels: Readonly<Record<string, string>>): string {
  const bytes = Object.entries(labels)
    .map(([name, value]) => [Buffer.from(name), Buffer.from(value)] as const)
    .toSorted(([one], [other]) => Buffer.compare(one, other))
    .flatMap(([name, value]) => [...name, 0xff, ...value, 0xff]);
  let hash = 14695981039346656037n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 1099511628211n) % 2n ** 64n;
  return hash.toString(16).padStart(16, '0');
}

test('is FNV-1a of 64 bits, for any labels', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
      (labels) => {
        expect(labelFingerprint(labels)).toBe(reference(labels));
      },
    ),
  );
});

test('sorts names by their bytes, not by UTF-16', () => {
  // U+FF5E comes before U+1F600 in UTF-8, and after its surrogates in UTF-16.
  const labels = { '😀': 'a', '～': 'b' };
  expect(labelFingerprint(labels)).toBe(reference(labels));
});
