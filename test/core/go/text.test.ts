import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  goLowerCase,
  goQuote,
  goQuoteBytes,
  goTrimSpace,
  utf8Length,
} from '../../../packages/core/src/go/index.ts';

describe('text as Go sees it', () => {
  test('is as long as its UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });

  test.each([
    ['Straße', 'straße'],
    ['\u0130', 'i'],
    ['ΑΣ', 'ας'.replace('ς', 'σ')],
  ])('%s in lower case is %s', (text, lower) => {
    expect(goLowerCase(text)).toBe(lower);
  });

  test('is trimmed of Unicode white space, which is not what JavaScript trims', () => {
    expect(goTrimSpace('\t\n\v\f\r \u0085\u00a0\u2003\u2028\u3000a b \u0085')).toBe('a b');
    expect(goTrimSpace('\ufeff')).toBe('\ufeff');
    expect(goTrimSpace(' \u200b ')).toBe('\u200b');
    expect(goTrimSpace('  ')).toBe('');
  });

  test.each([
    ['a b', '"a b"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\x07\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
    ['\x00\x7f', '"\\x00\\x7f"'],
    ['é日😀', '"é日😀"'],
    ['\u00a0\u2028\ufeff', '"\\u00a0\\u2028\\ufeff"'],
    ['\u{e0001}', '"\\U000e0001"'],
  ])('%j is quoted as %s', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });

  test.each([
    ['a"b\\', '"a\\"b\\\\"'],
    ['é\n', '"\\xc3\\xa9\\x0a"'],
    ['€', '"\\xe2\\x82\\xac"'],
    ['😀', '"\\xf0\\x9f\\x98\\x80"'],
  ])('%j is quoted byte by byte as %s', (text, quoted) => {
    expect(goQuoteBytes(text)).toBe(quoted);
  });
});
