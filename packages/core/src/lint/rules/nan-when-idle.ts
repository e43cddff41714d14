import type { Place } from '../place.ts';
import type { QueryFacts } from '../query-facts.ts';
import type { LintRule, RuleFinding } from '../rule.ts';

const CHANGES = /^(rate|irate|increase|delta|count_over_time|sum_over_time)$/;
const WITH_FLOOR = /^(clamp_min|clamp)$/;

/** Division by what is zero while nobody calls: 0/0 is NaN, and NaN is served as 0. */
export const nanWhenIdle: LintRule = {
  code: 'FB110',
  page: 'nan-when-idle',
  *check({ queries, alertRules }) {
    for (const { place, facts, api } of queries) {
      const served =
        api === 'custom'
          ? 'prometheus-adapter serves it as 0, and a latency of 0 removes pods'
          : 'prometheus-adapter serves it as the smallest number that there is';
      yield* divisions(facts, place, served);
    }
    for (const { place, facts, kind } of alertRules) {
      if (kind === 'record') yield* divisions(facts, place, 'every rule on it reads NaN');
    }
  },
};

function* divisions(facts: QueryFacts, place: Place, served: string): Iterable<RuleFinding> {
  // A comparison drops NaN, wherever it stands.
  if (facts.filters) return;
  const idle = facts.denominators.find(
    (pieces) =>
      pieces.some(({ kind, text }) => kind === 'word' && CHANGES.test(text)) &&
      !pieces.some(({ kind, text }) => kind === 'word' && WITH_FLOOR.test(text)) &&
      !pieces.some(({ text }) => text === '+'),
  );
  if (idle === undefined) return;
  yield {
    severity: 'warning',
    place,
    message: `Without requests it divides 0 by 0, which is NaN: ${served}. An idle service and a broken one look the same.`,
    remedy:
      'Write the divisor as (… > 0): without requests there is then no value, and the size holds.',
  };
}
