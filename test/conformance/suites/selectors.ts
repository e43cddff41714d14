import {
  formatFieldError,
  formatLabelSelector,
  formatSelector,
  goPrintLabelSelector,
  type Labels,
  matchesSelector,
  parseSelector,
  readLabelSelector,
  type Selector,
  SelectorError,
  selectsEverything,
  validateLabelSelector,
} from '@flyball/core';
import * as v from 'valibot';
import { differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const text = v.string();

const answers = {
  ok: v.boolean(),
  error: v.optional(text),
  string: v.optional(text),
  requirements: v.optional(
    v.array(v.strictObject({ key: text, operator: text, values: v.array(text) })),
  ),
  empty: v.optional(v.boolean()),
  selectsNothing: v.optional(v.boolean()),
  matches: v.optional(v.array(v.boolean())),
};

const parsed = v.strictObject({ kind: v.literal('parse'), input: text, ...answers });

const object = v.strictObject({
  kind: v.literal('labelSelector'),
  input: v.nullable(
    v.strictObject({
      matchLabels: v.exactOptional(v.nullable(v.record(text, text))),
      matchExpressions: v.exactOptional(
        v.nullable(
          v.array(
            v.strictObject({
              // What Go leaves at its zero value the recording may leave out.
              key: v.optional(text, ''),
              operator: v.optional(text, ''),
              values: v.exactOptional(v.nullable(v.array(text))),
            }),
          ),
        ),
      ),
    }),
  ),
  ...answers,
  formatLabelSelector: text,
  goPrint: text,
  validation: v.optional(v.array(text)),
});

/**
 * Label selectors as apimachinery 0.37.2 reads, prints, checks and applies them. Every field is
 * compared; the first line holds the label sets that each selector is matched against.
 */
export const suite: Suite = defineSuite({
  name: 'selectors',
  table: v.strictObject({ kind: v.literal('sets'), sets: v.array(v.record(text, text)) }),
  case: v.variant('kind', [parsed, object]),
  compare(recorded, { sets }) {
    const { kind, input, ...expected } = recorded;
    if (kind === 'parse')
      return differences(
        expected,
        describe(() => parseSelector(input), sets),
      );
    const selector = recorded.input;
    return differences(expected, {
      ...describe(() => readLabelSelector(selector), sets),
      formatLabelSelector: formatLabelSelector(selector),
      goPrint: goPrintLabelSelector(selector),
      validation:
        selector === null
          ? undefined
          : validateLabelSelector(selector, 'selector').map(formatFieldError),
    });
  },
});

function describe(read: () => Selector, sets: readonly Labels[]): object {
  try {
    const selector = read();
    const { requirements, nothing } = selector;
    return {
      ok: true,
      string: formatSelector(selector),
      requirements: requirements.length === 0 ? undefined : requirements,
      empty: selectsEverything(selector),
      selectsNothing: nothing,
      matches: sets.map((labels) => matchesSelector(selector, labels)),
    };
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return { ok: false, error: error.message };
  }
}
