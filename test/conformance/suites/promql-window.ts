import {
  type BoundQuery,
  EvaluationError,
  Query,
  type QueryAnswer,
  QueryError,
  type SortedLabels,
} from '@flyball/simulator';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';
import { labels, recordedSeries, storeOf, writeFloat } from './support/recorded-series.ts';

/** Annotations say how good an answer is; they are not reproduced. */
const annotations = {
  warnings: v.optional(v.array(v.string())),
  infos: v.optional(v.array(v.string())),
};

const answer = v.variant('type', [
  v.strictObject({
    type: v.literal('vector'),
    value: v.array(v.strictObject({ labels, value: v.string() })),
    ...annotations,
  }),
  v.strictObject({
    type: v.literal('matrix'),
    value: v.array(recordedSeries),
    ...annotations,
  }),
  v.strictObject({ type: v.literal('scalar'), value: v.string(), ...annotations }),
  v.strictObject({ type: v.literal('string'), value: v.string(), ...annotations }),
  v.strictObject({ type: v.literal('error'), error: v.string(), ...annotations }),
]);

/**
 * What Prometheus' engine answers over scraped samples, each value to its last bit. Queries that a
 * simulator of the metrics path needs must be answered; others may be refused when they are
 * compiled, which a wrong answer is not. Of errors it is compared that there is one.
 */
export const suite: Suite = defineSuite({
  name: 'promql-window',
  case: v.strictObject({
    id: v.string(),
    kind: v.string(),
    core: v.boolean(),
    t0: v.number(),
    lookback: v.number(),
    series: v.array(recordedSeries),
    expr: v.string(),
    at: v.array(v.number()),
    out: v.array(answer),
  }),
  compare({ core, t0, lookback, series, expr, at, out }): readonly Difference[] {
    const expected = out.map(({ warnings: _, infos: __, ...kept }) =>
      kept.type === 'error' ? { type: kept.type } : kept,
    );
    let bound: BoundQuery;
    try {
      bound = new Query(expr, { lookback }).over(storeOf(t0, series));
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const refused = error.problems.every(({ line, column }) => line >= 1 && column >= 1);
      if (!core && refused) return [];
      return differences(
        expected,
        at.map(() => ({ type: 'error' })),
      );
    }
    const ordered = /^(?:sort|sort_desc|topk|bottomk)\b/.test(expr);
    const got = at.map((instant) => {
      const answered = answerAt(bound, t0 + instant);
      return answered === undefined ? { type: 'error' } : render(answered, t0, ordered);
    });
    return differences(expected, got);
  },
});

function answerAt(query: BoundQuery, instant: number): QueryAnswer | undefined {
  try {
    return query.at(instant);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function render(answered: QueryAnswer, t0: number, ordered: boolean): unknown {
  switch (answered.kind) {
    case 'vector': {
      const value = answered.labels.map((set, i) => ({
        labels: sortedRecord(set),
        value: writeFloat(answered.values[i] ?? 0),
      }));
      return { type: 'vector', value: ordered ? value : byLabels(value) };
    }
    case 'matrix': {
      const value = answered.series.map((one) => ({
        labels: sortedRecord(one.labels),
        samples: one.times.map((at, i) => [at - t0, writeFloat(one.values[i] ?? 0)]),
      }));
      return { type: 'matrix', value: byLabels(value) };
    }
    case 'scalar':
      return { type: 'scalar', value: writeFloat(answered.value) };
    case 'string':
      return { type: 'string', value: answered.value };
  }
}

function sortedRecord(set: SortedLabels): Readonly<Record<string, string>> {
  return set.toRecord();
}

function byLabels<T extends { readonly labels: unknown }>(list: readonly T[]): readonly T[] {
  return list.toSorted((one, other) =>
    JSON.stringify(one.labels) < JSON.stringify(other.labels) ? -1 : 1,
  );
}
