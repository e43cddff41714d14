import {
  compileMatcher,
  escapeName,
  formatLabels,
  formatMatcher,
  formatSeries,
  formatVectorSelector,
  goQueryEscape,
  goQuote,
  goUnquote,
  isLabelName,
  isMetricName,
  type LabelMatcher,
  Pattern,
  PatternError,
  parseVectorSelector,
  quotePattern,
  sanitizeFullLabelName,
  sanitizeLabelName,
  unescapeName,
  VectorSelectorError,
} from '@flyball/core';
import * as v from 'valibot';
import { differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const text = v.string();
const labels = v.record(text, text);

const shape = v.variant('kind', [
  v.strictObject({
    kind: v.literal('name'),
    input: text,
    labelNameLegacy: v.boolean(),
    labelNameUtf8: v.boolean(),
    metricNameLegacy: v.boolean(),
    metricNameUtf8: v.boolean(),
    sanitizeLabelName: text,
    sanitizeFullLabelName: text,
    escapeUnderscores: text,
    escapeDots: text,
    escapeValues: text,
    unescapeValues: text,
    selector: text,
  }),
  v.strictObject({
    kind: v.literal('value'),
    input: text,
    quoted: text,
    quoteMeta: text,
    regexSelector: text,
    queryEscape: text,
    roundTrip: v.boolean(),
    regexError: v.optional(text),
  }),
  v.strictObject({
    kind: v.literal('unquote'),
    input: text,
    ok: v.boolean(),
    error: v.optional(text),
    value: v.optional(text),
  }),
  v.strictObject({
    kind: v.literal('selector'),
    input: text,
    ok: v.boolean(),
    error: v.optional(text),
    string: v.optional(text),
    matchers: v.optional(
      v.array(
        v.strictObject({ name: text, type: v.picklist(['=', '!=', '=~', '!~']), value: text }),
      ),
    ),
  }),
  v.strictObject({
    kind: v.literal('regex'),
    pattern: text,
    value: text,
    ok: v.boolean(),
    error: v.optional(text),
    matches: v.optional(v.boolean()),
  }),
  v.strictObject({
    kind: v.literal('metric'),
    labels,
    modelString: text,
    labelsString: text,
  }),
]);

type Case = v.InferOutput<typeof shape>;
type Answer<Kind extends Case['kind']> = Omit<Extract<Case, { kind: Kind }>, 'kind' | 'input'>;

/**
 * Names, values and selectors as Prometheus 3.16 checks, escapes, reads and prints them. Every
 * field is compared, except the words of errors: those of the PromQL parser are its own.
 */
export const suite: Suite = defineSuite<Case>({
  name: 'promlabels',
  case: shape,
  compare(recorded) {
    return differences(expectedOf(recorded), { ...inputOf(recorded), ...answer(recorded) });
  },
});

/** The recorded case, of errors only that there was one. */
function expectedOf(recorded: Case): object {
  if (recorded.kind === 'value' && recorded.regexError !== undefined) {
    return { ...recorded, kind: undefined, regexError: true };
  }
  return { ...recorded, kind: undefined, error: undefined };
}

function inputOf(recorded: Case): object {
  if (recorded.kind === 'regex') return { pattern: recorded.pattern, value: recorded.value };
  return recorded.kind === 'metric' ? { labels: recorded.labels } : { input: recorded.input };
}

function answer(recorded: Case): object {
  switch (recorded.kind) {
    case 'name':
      return nameAnswer(recorded.input);
    case 'value':
      return valueAnswer(recorded.input);
    case 'unquote': {
      const value = goUnquote(recorded.input);
      return value === undefined ? { ok: false } : { ok: true, value };
    }
    case 'selector':
      return selectorAnswer(recorded.input);
    case 'regex':
      return regexAnswer(recorded.pattern, recorded.value);
    default:
      return {
        modelString: formatSeries(recorded.labels),
        labelsString: formatLabels(recorded.labels),
      };
  }
}

function nameAnswer(input: string): Answer<'name'> {
  return {
    labelNameLegacy: isLabelName(input, 'legacy'),
    labelNameUtf8: isLabelName(input, 'utf8'),
    metricNameLegacy: isMetricName(input, 'legacy'),
    metricNameUtf8: isMetricName(input, 'utf8'),
    sanitizeLabelName: sanitizeLabelName(input),
    sanitizeFullLabelName: sanitizeFullLabelName(input),
    escapeUnderscores: escapeName(input, 'underscores'),
    escapeDots: escapeName(input, 'dots'),
    escapeValues: escapeName(input, 'values'),
    unescapeValues: unescapeName(input),
    selector: formatMatcher({ name: input, operator: '=', value: 'v' }),
  };
}

function valueAnswer(input: string): object {
  const quoted = goQuote(input);
  const matcher: LabelMatcher = { name: 'l', operator: '=~', value: quotePattern(input) };
  const literally = compileMatcher(matcher);
  return {
    quoted,
    quoteMeta: quotePattern(input),
    regexSelector: literally(input) ? formatMatcher(matcher) : 'does not match its own value',
    queryEscape: goQueryEscape(input),
    roundTrip: readsBack(quoted, input),
    ...(isPattern(input) ? {} : { regexError: true }),
  };
}

function readsBack(quoted: string, value: string): boolean {
  try {
    return parseVectorSelector(`m{l=${quoted}}`).matchers[0]?.value === value;
  } catch (error) {
    if (error instanceof VectorSelectorError) return false;
    throw error;
  }
}

function isPattern(source: string): boolean {
  try {
    return new Pattern(source).source === source;
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}

function selectorAnswer(input: string): object {
  try {
    const selector = parseVectorSelector(input);
    const matchers = selector.matchers.map(({ operator, ...rest }) => ({
      ...rest,
      type: operator,
    }));
    return { ok: true, string: formatVectorSelector(selector), matchers };
  } catch (error) {
    if (error instanceof VectorSelectorError) return { ok: false };
    throw error;
  }
}

function regexAnswer(pattern: string, value: string): object {
  try {
    const matches = compileMatcher({ name: 'l', operator: '=~', value: pattern })(value);
    return { ok: true, matches };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false };
    throw error;
  }
}
