import {
  compileMatcher,
  escapeName,
  formatMatcher,
  formatVectorSelector,
  goQuote,
  goUnquote,
  isLabelName,
  isMetricName,
  type LabelMatcher,
  parseVectorSelector,
  quotePattern,
  sanitizeFullLabelName,
  unescapeName,
  VectorSelectorError,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// PromQL takes U+FFFD for broken UTF-8, also where it was meant.
const values = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\uFFFD'));
const operators = fc.constantFrom('=', '!=', '=~', '!~') satisfies fc.Arbitrary<
  LabelMatcher['operator']
>;

describe('a value', () => {
  test('survives quoting, whatever it is', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(goUnquote(goQuote(value))).toBe(value);
      }),
    );
  });

  test('in a matcher reads back as itself: it is quoted, never spliced', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = `m{${formatMatcher({ name: 'l', operator: '=', value })}}`;
        expect(parseVectorSelector(text).matchers).toEqual([
          { name: 'l', operator: '=', value },
          { name: '__name__', operator: '=', value: 'm' },
        ]);
      }),
    );
  });

  test('of a pattern made by quotePattern matches only itself', () => {
    fc.assert(
      fc.property(values, values, (value, other) => {
        const matches = compileMatcher({
          name: 'l',
          operator: '=~',
          value: quotePattern(value),
        });
        expect([matches(value), matches(other)]).toEqual([true, value === other]);
      }),
    );
  });
});

describe('a selector', () => {
  test('prints to a text that reads as the same selector', () => {
    const matcher = fc.record({
      name: fc.oneof(fc.stringMatching(/^[a-z_]{1,8}$/), fc.constantFrom('my.label', 'é', 'on')),
      operator: operators,
      value: values.map(quotePattern),
    });
    fc.assert(
      fc.property(fc.array(matcher, { maxLength: 4 }), (matchers) => {
        fc.pre(matchers.every(({ name }) => name !== '__name__'));
        const text = `up{${matchers.map(formatMatcher).join(', ')}}`;
        const printed = formatVectorSelector(parseVectorSelector(text));
        expect(formatVectorSelector(parseVectorSelector(printed))).toBe(printed);
      }),
    );
  });

  // Verdicts of Prometheus 3.16.
  test.each([
    ['up', true],
    ['up{}', true],
    ['{__name__="up"}', true],
    ['{"my.metric", job=~"a|b",}', true],
    [' up # comment\n{a="b"} @ 1.5 offset -1h30m ', true],
    ['sum', true],
    ['on', false],
    ['{}', false],
    ['{a=~".*"}', false],
    ['up{__name__="x"}', false],
    ['up{,}', false],
    ['up{a:b="c"}', false],
    ['up{a="b"}[5m]', false],
    ['up{a=~"("}', false],
    ['my.metric', false],
  ])('%s', (text, accepted) => {
    const read = () => parseVectorSelector(text);
    if (accepted) expect(read).not.toThrow();
    else expect(read).toThrow(VectorSelectorError);
  });

  test('an error says where', () => {
    expect(() => parseVectorSelector('up{job=a}')).toThrow(
      expect.objectContaining({ offset: 7, message: 'the value, in quotes, is missing' }),
    );
  });
});

describe('a name', () => {
  test.each([
    ['job', true, true],
    ['job:rate5m', false, true],
    ['my.metric', false, false],
    ['1a', false, false],
    ['', false, false],
  ])('%s: a label by the old rules %s, a metric %s', (name, label, metric) => {
    expect([isLabelName(name, 'legacy'), isMetricName(name, 'legacy')]).toEqual([label, metric]);
    expect(isMetricName(name, 'utf8')).toBe(name !== '');
  });

  test('sanitized follows the old rules', () => {
    fc.assert(
      fc.property(values, (name) => {
        expect(isLabelName(sanitizeFullLabelName(name), 'legacy')).toBe(true);
      }),
    );
  });

  test('escaped by values follows the old rules and reads back', () => {
    fc.assert(
      fc.property(values, (name) => {
        fc.pre(name !== '' && !name.startsWith('U__'));
        const escaped = escapeName(name, 'values');
        expect(isMetricName(escaped, 'legacy')).toBe(true);
        expect(unescapeName(escaped)).toBe(name);
      }),
    );
  });
});
