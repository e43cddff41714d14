import { AlertMatcherError, parseAlertMatchers } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';

function read(text: string): readonly (readonly [string, string, string])[] {
  return parseAlertMatchers(text).map(({ name, operator, value }) => [name, operator, value]);
}

function meets(text: string, labels: Readonly<Record<string, string>>): boolean {
  return parseAlertMatchers(text).every((matcher) => matcher.matches(labels));
}

describe('the syntax of Alertmanager', () => {
  test.each([
    ['service="command"', [['service', '=', 'command']]],
    ['service=command', [['service', '=', 'command']]],
    [' service  =~ "a|b" ', [['service', '=~', 'a|b']]],
    ['service !~ a.*', [['service', '!~', 'a.*']]],
    ['service!=""', [['service', '!=', '']]],
    [
      '{a="1",b!="2"}',
      [
        ['a', '=', '1'],
        ['b', '!=', '2'],
      ],
    ],
    [
      'a="1", b="2",',
      [
        ['a', '=', '1'],
        ['b', '=', '2'],
      ],
    ],
    ['a="x,y}"', [['a', '=', 'x,y}']]],
    ['a="\\"\\\\\\n\\u00fc"', [['a', '=', '"\\\nü']]],
    ['"with.dot"="x"', [['with.dot', '=', 'x']]],
    ['ключ=значение', [['ключ', '=', 'значение']]],
    ['a:b_1="x"', [['a:b_1', '=', 'x']]],
  ])('%s', (text, matchers) => {
    expect(read(text)).toEqual(matchers);
  });

  test.each([
    ['', 0, 'no matcher'],
    ['{}', 2, 'no matcher'],
    ['service', 7, 'no operator (=, !=, =~ or !~)'],
    ['service=', 8, 'no value'],
    ['service==x', 8, 'no value'],
    ['="x"', 0, 'something that belongs to no matcher'],
    ['a="x', 2, 'no value'],
    ['{a="x"', 6, 'no closing brace'],
    ['a="x"}', 5, 'something that belongs to no matcher'],
    ['a="x" b="y"', 6, 'something that belongs to no matcher'],
    ["a='x'", 2, 'no value'],
    ['a="\\q"', 6, 'an escape that Go does not know'],
    ['a=~"("', 3, 'not a regular expression (error parsing regexp: missing closing ): `(`)'],
    ['a=~"(?=x)"', 3, 'not a regular expression'],
  ])('%j is refused where it goes wrong', (text, position, problem) => {
    expect(() => parseAlertMatchers(text)).toThrow(AlertMatcherError);
    expect(() => parseAlertMatchers(text)).toThrow(problem);
    expect(() => parseAlertMatchers(text)).toThrow(`at character ${position + 1} of `);
    expect(() => parseAlertMatchers(text)).toThrow('write matchers as service="command"');
  });
});

describe('matching', () => {
  test.each([
    ['a="x"', { a: 'x' }, true],
    ['a="x"', { a: 'xx' }, false],
    ['a="x"', {}, false],
    ['a=""', {}, true],
    ['a=""', { a: '' }, true],
    ['a!="x"', {}, true],
    ['a!="x"', { a: 'x' }, false],
    // Regular expressions match from end to end.
    ['a=~"x|y"', { a: 'y' }, true],
    ['a=~"x|y"', { a: 'xy' }, false],
    ['a=~"x.*"', { a: 'x1' }, true],
    ['a=~"x.*"', { a: '1x1' }, false],
    ['a=~".*"', {}, true],
    ['a=~".+"', {}, false],
    ['a!~"x.*"', { a: 'x1' }, false],
    ['a!~"x.*"', {}, true],
    ['a=~"(?i)x"', { a: 'X' }, true],
    ['a="x",b="y"', { a: 'x', b: 'y' }, true],
    ['a="x",b="y"', { a: 'x' }, false],
    // What an object has anyway is no label.
    ['constructor=~".+"', {}, false],
    ['constructor=""', {}, true],
  ])('%s against %o is %s', (text, labels, met) => {
    expect(meets(text, labels)).toBe(met);
  });

  test('takes time in proportion to the text, whatever the expression', () => {
    const matchers = parseAlertMatchers('a=~"(x+x+)+y"');
    expect(matchers.every((matcher) => matcher.matches({ a: 'x'.repeat(20_000) }))).toBe(false);
  });
});
