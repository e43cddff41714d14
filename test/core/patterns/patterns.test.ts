import { Pattern, PatternError, quotePattern } from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expand, refersToGroups } from '../../../packages/core/src/patterns/index.ts';

// Go's Regexp.Expand, documented in package regexp and recorded in adapter-naming.
describe('expand', () => {
  test.each([
    ['^(.*)_total', 'a_total_b', `\${1}_per_second`, 'a_per_second'],
    ['^(.*)_total$', 'a_total', '$1_x', ''],
    ['^(.*)_total$', 'a_total', '$1.x', 'a.x'],
    ['(?P<name>[a-z]+)_(?P<unit>[a-z]+)', 'kong_ms', `\${unit}:$name`, 'ms:kong'],
    ['a', 'a', '$$0', '$0'],
    ['a', 'a', '$0$', 'a$'],
    ['a', 'a', `\${0`, `\${0`],
    ['a', 'a', '$-', '$-'],
    ['(a)|(b)', 'b', '[$1][$2]', '[][b]'],
    ['(a)', 'a', '$2$01', ''],
    ['(?P<n>a)|(?P<n>b)', 'b', '$n', 'b'],
  ])('%s on %s with %s', (pattern, text, template, expected) => {
    const match = new Pattern(pattern).firstMatch(text);
    expect(match && expand(template, match)).toBe(expected);
  });

  test.each([
    ['kong_average', false],
    ['a$$b', false],
    ['cost_in_$', false],
    ['$0', true],
    [`a_\${name}`, true],
  ])('%s refers to groups: %s', (template, expected) => {
    expect(refersToGroups(template)).toBe(expected);
  });
});

// The words are those of Go's package regexp.
test.each([
  ['(', 'error parsing regexp: missing closing ): `(`'],
  ['(?=a)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ['(a)\\1', 'error parsing regexp: invalid escape sequence: `\\1`'],
  ['a{1001}', 'error parsing regexp: invalid repeat count: `{1001}`'],
  ['a\\', 'error parsing regexp: trailing backslash at end of expression: ``'],
])('%s is refused', (source, message) => {
  expect(() => new Pattern(source)).toThrow(new PatternError(source, message));
});

test('a pattern takes no exponential time', () => {
  expect(new Pattern('^(a+)+$').foundIn(`${'a'.repeat(5000)}b`)).toBe(false);
});

test('a quoted text is a pattern of itself alone', () => {
  const texts = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(texts, texts, (text, other) => {
      const pattern = new Pattern(quotePattern(text), { dotAll: true });
      expect(pattern.matchesAll(text)).toBe(true);
      expect(pattern.matchesAll(other)).toBe(text === other);
    }),
  );
});
