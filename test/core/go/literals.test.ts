import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareText,
  goQueryEscape,
  goUnquote,
  isPrintable,
  utf8Bytes,
  utf8Text,
} from '../../../packages/core/src/go/index.ts';

// Verdicts of strconv.IsPrint of Go 1.26, whose tables are those of Unicode 15.0.
describe('what Go prints', () => {
  test.each([
    ['é', true],
    ['日', true],
    ['😀', true],
    ['\uFFFD', true],
    ['\u0301', true],
    ['\u00A0', false],
    ['\u00AD', false],
    ['\u200B', false],
    ['\u2028', false],
    ['\uE000', false],
    ['\u{1FAE9}', false],
    ['\u{2EBF0}', false],
  ])('%j: %s', (character, printable) => {
    expect(isPrintable(character.codePointAt(0) ?? 0)).toBe(printable);
  });

  test('there are 149,000 such characters', () => {
    let count = 0;
    for (let code = 0; code <= 0x10ffff; code++) if (isPrintable(code)) count++;
    expect(count).toBe(148_903 + 95);
  });
});

// Verdicts of strutil.Unquote of Prometheus 3.16, recorded in promlabels.
test.each([
  ['"a"', 'a'],
  ["'a\"b'", 'a"b'],
  ['`a\\n`', 'a\\n'],
  ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé😀'],
  ['"\\xc3\\xa9"', 'é'],
  ['"\\xff"', '\uFFFD'],
  ['"a\\\'"', undefined],
  ['"\\400"', undefined],
  ['"\\ud800"', undefined],
  ['"a\nb"', undefined],
  ['"a', undefined],
  ['a', undefined],
  ['"', undefined],
  ['"a""b"', undefined],
])('%j means %j', (literal, value) => {
  expect(goUnquote(literal)).toBe(value);
});

test('texts stand in the order of their bytes', () => {
  const texts = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const bytes = Buffer.compare(Buffer.from(one), Buffer.from(other));
      expect(Math.sign(compareText(one, other))).toBe(bytes);
    }),
  );
});

test('text survives its bytes, and what is no UTF-8 is no text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = [...text].flatMap((character) => utf8Bytes(character.codePointAt(0) ?? 0));
      expect(bytes).toEqual([...Buffer.from(text)]);
      expect(utf8Text(bytes)).toBe(text);
    }),
  );
  expect(utf8Text([0xff])).toBeUndefined();
});

// url.QueryEscape of Go, recorded in promlabels.
test.each([
  ['a b', 'a+b'],
  ["!'()*~-_.", '%21%27%28%29%2A~-_.'],
  ['é', '%C3%A9'],
])('%s in a URL is %s', (text, escaped) => {
  expect(goQueryEscape(text)).toBe(escaped);
});
