import { plainValue, readJson } from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function errorOf(text: string): string | undefined {
  const reading = readJson(text);
  return reading.ok ? undefined : reading.error.message;
}

// The texts of Go's encoding/json scanner (Go 1.24), which users see in answers of the API server.
describe('broken JSON is told in the words of Go', () => {
  it.each([
    ['', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['{"a":1', 'unexpected end of JSON input'],
    ['"a', 'unexpected end of JSON input'],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ['{"a":1_0}', "invalid character '_' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['{}}', "invalid character '}' after top-level value"],
    ['01', "invalid character '1' after top-level value"],
    ['-', 'unexpected end of JSON input'],
    ['-a', "invalid character 'a' in numeric literal"],
    ['1.', 'unexpected end of JSON input'],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1e+x', "invalid character 'x' in exponent of numeric literal"],
    ['+1', "invalid character '+' looking for beginning of value"],
    ['trux', "invalid character 'x' in literal true (expecting 'e')"],
    ['nil', "invalid character 'i' in literal null (expecting 'u')"],
    ['"\t"', "invalid character '\\t' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
    ['é', "invalid character 'Ã' looking for beginning of value"],
    ['\u00ff', "invalid character 'Ã' looking for beginning of value"],
    ['[]'.repeat(2), "invalid character '[' after top-level value"],
  ])('%j', (text, message) => {
    expect(errorOf(text)).toBe(message);
  });

  it('also when it nests too deep to be meant', () => {
    expect(errorOf('['.repeat(100_000))).toBe('exceeded max depth');
  });
});

it('keeps duplicates, spelling of numbers and undecoded strings', () => {
  const reading = readJson('{"a": 1e1, "a": "4\\u0030"}');
  expect(reading).toMatchObject({
    node: {
      entries: [
        { name: 'a', value: { kind: 'number', value: 10, literal: '1e1' } },
        { name: 'a', value: { kind: 'string', value: '40', source: '4\\u0030' } },
      ],
    },
  });
});

it('replaces lone surrogates as Go does', () => {
  const reading = readJson('"\\ud800x"');
  expect(reading).toMatchObject({ node: { value: '\ufffdx' } });
});

describe('laws', () => {
  it('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const reading = readJson(text);
        expect(reading.ok && plainValue(reading.node)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('accepts exactly what JSON.parse accepts, and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'{}[]:,"\\ 01.-+eEtrufalsn\n'), { maxLength: 12 }),
        (characters) => {
          const text = characters.join('');
          expect(readJson(text).ok).toBe(parses(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
