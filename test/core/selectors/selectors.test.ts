import {
  formatLabelSelector,
  formatSelector,
  goPrintLabelSelector,
  type LabelSelector,
  matchesSelector,
  parseSelector,
  readLabelSelector,
  SelectorError,
  selectsEverything,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Apimachinery 0.37.2 answers so; the recordings in `selectors` hold 996 more. */
const selects = (text: string, labels: Record<string, string>) =>
  matchesSelector(parseSelector(text), labels);

describe('a selector', () => {
  test.each([
    ['app=web', { app: 'web' }, true],
    ['app==web', { app: 'web' }, true],
    ['app=web', { app: 'api' }, false],
    ['app=web', {}, false],
    ['app=', { app: '' }, true],
    ['app=', {}, false],
    ['app!=web', { app: 'api' }, true],
    ['app!=web', {}, true],
    ['app in (web,api)', { app: 'api' }, true],
    ['app in ()', { app: '' }, true],
    ['app notin (web)', {}, true],
    ['app', { app: '' }, true],
    ['!app', {}, true],
    ['!app', { app: '' }, false],
    ['version>9', { version: '10' }, true],
    ['version>9', { version: '+10' }, true],
    ['version>9', { version: 'ten' }, false],
    ['version>9', { version: '9223372036854775808' }, false],
    ['version<9', { version: '-9223372036854775808' }, true],
    ['version<9', {}, false],
    ['app=web,tier=front', { app: 'web' }, false],
    ['app=web,tier=front', { app: 'web', tier: 'front' }, true],
    ['', {}, true],
    ['constructor', {}, false],
    ['!toString', {}, true],
  ])('%s on %j: %s', (text, labels, selected) => {
    expect(selects(text, labels)).toBe(selected);
  });

  test.each([
    ['sorts its requirements by key', 'z=1,a=2,m', 'a=2,m,z=1'],
    ['sorts its values and has each once', 'a in (c,b,b)', 'a in (b,c)'],
    ['takes an empty place for the empty value', 'a in (b,)', 'a in (,b)'],
    ['takes an empty place for the empty value', 'a in (,)', 'a in ()'],
    ['takes an empty place for the empty value', 'a in (b,,,c)', 'a in (,b,c)'],
    ['knows in and notin as words, too', 'in in (notin),notin=in', 'in in (notin),notin=in'],
    ['passes over white space', ' \t\r\n a  in\t( b )\n', 'a in (b)'],
    ['keeps == apart from =', 'a==b,c=d', 'a==b,c=d'],
    ['ends where a token begins with U+0000', 'a=b \0,c', 'a=b'],
  ])('%s: %j', (_, text, printed) => {
    expect(formatSelector(parseSelector(text))).toBe(printed);
  });

  test.each([
    [',', 'syntax', "found ',', expected: !, identifier, or 'end of string'"],
    ['a=b,', 'syntax', "found '', expected: identifier after ','"],
    ['a=b c', 'syntax', "found 'c', expected: ',' or 'end of string'"],
    ['!', 'syntax', "unable to parse requirement: found '', expected: identifier"],
    ['a b', 'syntax', "found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in b', 'syntax', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (', 'syntax', "found '', expected: ',', ')' or identifier"],
    ['a in (b c)', 'syntax', "found 'c', expected: ',' or ')'"],
    ['a in (b,=)', 'syntax', "found '=', expected: ',', or identifier"],
    ['a=>1', 'syntax', "found '>', expected: identifier"],
    ['a>b', 'requirement', "for 'Gt', 'Lt' operators, the value must be an integer"],
    ['-a=b', 'requirement', '<nil>: Invalid value: "-a": name part must consist of'],
    ['a=b_', 'requirement', 'values[0][a]: Invalid value: "b_": a valid label must be'],
    ['a>-', 'requirement', '[values[0]: Invalid value: "-": for '],
  ])('%j is refused (%s)', (text, code, message) => {
    expect(() => parseSelector(text)).toThrow(SelectorError);
    expect(() => parseSelector(text)).toThrow(message);
    expect(() => parseSelector(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the selector of an object', () => {
  test('that is absent selects nothing; an empty one everything', () => {
    expect(matchesSelector(readLabelSelector(null), {})).toBe(false);
    expect(selectsEverything(readLabelSelector(undefined))).toBe(false);
    expect(selectsEverything(readLabelSelector({ matchLabels: {} }))).toBe(true);
  });

  const object: LabelSelector = {
    matchLabels: { tier: 'front', app: 'web' },
    matchExpressions: [
      { key: 'env', operator: 'In', values: ['b', 'a'] },
      { key: 'old', operator: 'DoesNotExist' },
    ],
  };

  test('is the one that its text names', () => {
    expect(formatLabelSelector(object)).toBe('app=web,env in (a,b),!old,tier=front');
    expect(formatLabelSelector({})).toBe('<none>');
    expect(formatLabelSelector({ matchLabels: { '-': '' } })).toBe('<error>');
  });

  test('is printed by Go with its members', () => {
    expect(goPrintLabelSelector(null)).toBe('nil');
    expect(goPrintLabelSelector(object)).toBe(
      '&LabelSelector{MatchLabels:map[string]string{app: web,tier: front,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:env,Operator:In,Values:[b a],},LabelSelectorRequirement{Key:old,Operator:DoesNotExist,Values:[],},},}',
    );
  });

  test.each([
    ['Gt', ['1'], '"Gt" is not a valid label selector operator'],
    ['In', [], "values: Invalid value: null: for 'in', 'notin' operators, values set can't be"],
    ['Exists', ['<'], 'values: Invalid value: ["\\u003c"]: values set must be empty for exists'],
  ])('with %s of %j is refused', (operator, values, message) => {
    const selector = { matchExpressions: [{ key: 'a', operator, values }] };
    expect(() => readLabelSelector(selector)).toThrow(message);
  });
});

describe('laws', () => {
  const key = fc.constantFrom('app', 'env', 'example.com/role', 'in', 'notin', 'a_b.c');
  const value = fc.constantFrom('', 'web', 'api', 'in', '9', '10', 'x.y-z');
  const values = fc.uniqueArray(value, { minLength: 1, maxLength: 4 });
  const labels = fc.dictionary(key, value);
  const requirement = fc.oneof(
    fc.tuple(key, fc.constantFrom('=', '==', '!='), value).map((parts) => parts.join('')),
    fc
      .tuple(key, fc.constantFrom('in', 'notin'), values)
      .map(([k, operator, list]) => `${k} ${operator} (${list.join(',')})`),
    fc.tuple(key, fc.constantFrom('>', '<'), fc.integer({ min: 0 })).map((parts) => parts.join('')),
    key,
    key.map((k) => `!${k}`),
  );
  const selector = fc.array(requirement, { maxLength: 5 }).map((parts) => parts.join(','));

  test('what is printed reads as the same selector', () => {
    fc.assert(
      fc.property(selector, (text) => {
        const parsed = parseSelector(text);
        expect(parseSelector(formatSelector(parsed))).toEqual(parsed);
      }),
    );
  });

  test('a list selects what each of its requirements selects', () => {
    fc.assert(
      fc.property(selector, selector, labels, (a, b, set) => {
        fc.pre(a !== '' && b !== '');
        expect(selects(`${a},${b}`, set)).toBe(selects(a, set) && selects(b, set));
      }),
    );
  });

  test('an operator and its opposite select one each', () => {
    fc.assert(
      fc.property(key, values, labels, (k, list, set) => {
        const among = list.join(',');
        expect(selects(`${k} in (${among})`, set)).toBe(!selects(`${k} notin (${among})`, set));
        expect(selects(k, set)).toBe(!selects(`!${k}`, set));
      }),
    );
  });

  test('any text either reads or is refused with a SelectorError', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '=',
      '!',
      '(',
      ')',
      ',',
      '<',
      '>',
      'in',
      '\0',
      'é',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        try {
          parseSelector(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SelectorError);
        }
      }),
    );
  });
});
