import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
// The room has no door to the outside of core; its own door is what the adapter uses.
import {
  Template,
  TemplateError,
  TemplateRecord,
  templatePosition,
} from '../../../packages/core/src/template/index.ts';

const DELIMITERS = { left: '<<', right: '>>' };

const data = new TemplateRecord('naming.queryTemplateArgs', {
  Series: 'http_requests_total',
  LabelMatchers: 'namespace="shop",pod="cart-1"',
  LabelValuesByName: new Map([
    ['pod', 'cart-1'],
    ['namespace', 'shop'],
  ]),
  GroupBy: 'pod',
  GroupBySlice: ['pod'],
});

function run(source: string): string {
  return new Template(source, { delimiters: DELIMITERS }).run(data);
}

function errorOf(source: string): TemplateError {
  try {
    run(source);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error(`${source} did not fail`);
}

// Every expected text was printed by text/template of Go 1.26 for the same data.
describe('prints what Go prints', () => {
  test.each([
    ['a field', 'sum(<<.Series>>)', 'sum(http_requests_total)'],
    ['an entry of a map', '<<.LabelValuesByName.pod>>', 'cart-1'],
    ['a missing entry', '<<.LabelValuesByName.nope>>', '<no value>'],
    ['a missing entry by index', '[<<index .LabelValuesByName "nope">>]', '[]'],
    ['a list', '<<.GroupBySlice>>', '[pod]'],
    ['a map, sorted', '<<.LabelValuesByName>>', 'map[namespace:shop pod:cart-1]'],
    ['trimmed text', 'a  <<- .GroupBy ->>  \n b', 'apodb'],
    ['a comment', 'a<</* not a word */>>b', 'ab'],
    ['a condition', '<<if eq .GroupBy "pod">>1m<<else>>5m<<end>>', '1m'],
    ['a chain of conditions', '<<if false>>a<<else if .Series>>b<<end>>', 'b'],
    [
      'with and its else',
      '<<with index .LabelValuesByName "node">><<.>><<else>>none<<end>>',
      'none',
    ],
    ['a loop with index', '<<range $i, $g := .GroupBySlice>><<$i>>=<<$g>><<end>>', '0=pod'],
    [
      'a loop over a map',
      '<<range $k, $v := .LabelValuesByName>><<$k>>="<<$v>>",<<end>>',
      'namespace="shop",pod="cart-1",',
    ],
    ['an empty loop', '<<range slice .GroupBySlice 1>>x<<else>>empty<<end>>', 'empty'],
    ['break', '<<range .LabelValuesByName>><<.>><<break>><<end>>', 'shop'],
    ['a variable that changes', '<<$x := 1>><<$x = "b">><<$x>>', 'b'],
    ['a pipeline', '<<.Series | len | printf "%03d">>', '019'],
    ['printf with width', '<<printf "%-6s|%6s|" .GroupBy .GroupBy>>', 'pod   |   pod|'],
    ['printf with a wrong verb', '<<printf "%d" .GroupBy>>', '%!d(string=pod)'],
    ['printf by index', '<<printf "%[2]s %[1]s" "a" "b">>', 'b a'],
    ['rounding to even', '<<printf "%.0f %.0f %.1f" 0.5 1.5 0.25>>', '0 2 0.2'],
    ['a float', '<<1500.0>> <<1e6>>', '1500 1e+06'],
    ['and, or, not', '<<and .Series "x">><<or "" "y">><<not .Series>>', 'xyfalse'],
    ['comparison of texts', '<<lt "a" "b">> <<ge 2 3>>', 'true false'],
    ['quoting', '<<printf "%q" .LabelMatchers>>', '"namespace=\\"shop\\",pod=\\"cart-1\\""'],
    [
      'a template in the template',
      '<<define "T">>(<<.>>)<<end>><<template "T" .GroupBy>>',
      '(pod)',
    ],
    ['other delimiters as text', '{{ .Series }}', '{{ .Series }}'],
  ])('%s', (_, source, expected) => {
    expect(run(source)).toBe(expected);
  });
});

describe('refuses at load what Go refuses, with the place', () => {
  test.each([
    ['<<.Series', 'syntax', 0],
    ['a <<end>>', 'syntax', 4],
    ['<<if .Series>>x', 'syntax', 15],
    ['<<rate .Series>>', 'unknown-function', 2],
    ['<<$x>>', 'syntax', 2],
    ['<<"open>>', 'syntax', 2],
    ['<<break>>', 'syntax', 2],
    ['<<.Series)>>', 'syntax', 9],
    ['<<1 | 2>>', 'syntax', 6],
    ['<</* open >>', 'syntax', 0],
  ])('%s', (source, code, offset) => {
    expect(errorOf(source)).toMatchObject({ code, offset });
  });
});

test.each([
  '<<.Nope>>',
  '<<.Series.Nope>>',
  '<<len 3>>',
  '<<index .GroupBySlice 5>>',
  '<<lt "a" 1>>',
  '<<.Series .GroupBy>>',
  '<<template "nope">>',
])('fails when it runs, as in Go: %s', (source) => {
  expect(errorOf(source).code).toBe('execution');
});

test('fields that the data lack can be refused before the template runs', () => {
  const template = new Template('a\n <<if .Series>><<.Nope>><<end>>', { delimiters: DELIMITERS });
  try {
    template.requireFields(['Series']);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      code: 'unknown-field',
      message: 'there is no .Nope, only .Series',
    });
    const { offset } = error as TemplateError;
    expect(templatePosition(template.source, offset)).toEqual({ line: 2, column: 18 });
  }
});

test('inside with and range a field is one of something else', () => {
  const template = new Template('<<range .GroupBySlice>><<.Nope>><<$.Series>><<end>>', {
    delimiters: DELIMITERS,
  });
  expect([...template.uses.fields.keys()]).toEqual(['GroupBySlice', 'Series']);
});

test('text without delimiters prints itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('<<'));
      expect(run(text)).toBe(text);
    }),
  );
});

test('every text is printed or refused, and nothing else is thrown', () => {
  const words = fc.constantFrom(
    ...['<<', '>>', '.Series', '$x', ':=', '|', '(', ')', 'if', 'range', 'end', 'else', 'with'],
    ...[' ', '"a"', '1', 'printf', '"%s%d%v"', 'index', '.LabelValuesByName', '-', '/*', '*/', ','],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
      try {
        expect(typeof run(parts.join(''))).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError);
      }
    }),
    { numRuns: 500 },
  );
});
