import {
  checkDns1035Label,
  checkDns1123Label,
  checkDns1123Subdomain,
  checkLabelValue,
  checkPathSegmentName,
  checkPathSegmentPrefix,
  checkQualifiedName,
  formatGroupVersion,
  GroupVersionError,
  guessResource,
  parseGroupVersion,
} from '@flyball/core';
import * as v from 'valibot';
import { differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const input = { input: v.string() };
const problems = v.array(v.string());

/** Names as apimachinery 0.37.2 guesses, checks and splits them. Every field is compared. */
export const suite: Suite = defineSuite({
  name: 'resource-names',
  case: v.variant('kind', [
    v.strictObject({
      kind: v.literal('guess'),
      ...input,
      plural: v.string(),
      singular: v.string(),
    }),
    v.strictObject({
      kind: v.literal('validate'),
      ...input,
      isDNS1123Subdomain: problems,
      isDNS1123Label: problems,
      isDNS1035Label: problems,
      isQualifiedName: problems,
      isValidLabelValue: problems,
      isPathSegmentName: problems,
      isPathSegmentPrefix: problems,
    }),
    v.strictObject({
      kind: v.literal('groupVersion'),
      ...input,
      ok: v.boolean(),
      error: v.optional(v.string()),
      group: v.optional(v.string()),
      version: v.optional(v.string()),
      string: v.optional(v.string()),
    }),
  ]),
  compare({ kind, input, ...expected }) {
    return differences(expected, answer(kind, input));
  },
});

function answer(kind: 'guess' | 'validate' | 'groupVersion', input: string): unknown {
  if (kind === 'guess') return guessResource(input);
  if (kind === 'groupVersion') return groupVersion(input);
  return {
    isDNS1123Subdomain: checkDns1123Subdomain(input),
    isDNS1123Label: checkDns1123Label(input),
    isDNS1035Label: checkDns1035Label(input),
    isQualifiedName: checkQualifiedName(input),
    isValidLabelValue: checkLabelValue(input),
    isPathSegmentName: checkPathSegmentName(input),
    isPathSegmentPrefix: checkPathSegmentPrefix(input),
  };
}

function groupVersion(input: string): unknown {
  try {
    const parsed = parseGroupVersion(input);
    return { ok: true, ...parsed, string: formatGroupVersion(parsed) };
  } catch (error) {
    if (!(error instanceof GroupVersionError)) throw error;
    return { ok: false, error: error.message };
  }
}
