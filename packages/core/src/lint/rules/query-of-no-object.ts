import type { LintRule } from '../rule.ts';

/** A query without the object that is asked for: every object gets the same value. */
export const queryOfNoObject: LintRule = {
  code: 'FB112',
  page: 'query-of-no-object',
  *check({ queries }) {
    for (const { place, api, text } of queries) {
      const isAsked = /<<.*?\.(LabelMatchers|LabelValuesByName|Labels).*?>>/s.test(text);
      if (api === 'external' || isAsked) continue;
      yield {
        severity: 'error',
        place,
        message:
          'The query does not use <<.LabelMatchers>>: it gives every object of every namespace the same series.',
        remedy: 'Write {<<.LabelMatchers>>} behind each series.',
      };
    }
  },
};
