import type { Labels, MetricSource } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, givenUp, patient } from './answers.ts';
import { begin, end, questions, rangeQuestions, seriesQuestions } from './metric-world.ts';

export interface MetricSourceFixture {
  /** Answers from the world of `metric-world.ts`. */
  readonly source: MetricSource;
  /** From now on it takes calls and gives no answer. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** From now on nobody is there. */
  takeAway(): Promise<void>;
  stop(): Promise<void>;
}

/** What every {@link MetricSource} promises. */
export function metricSourceContract(
  name: string,
  start: () => Promise<MetricSourceFixture>,
): void {
  describe(`${name} is a MetricSource`, () => {
    let fixture: MetricSourceFixture;
    let source: MetricSource;
    beforeAll(async () => {
      fixture = await start();
      source = fixture.source;
    });
    afterAll(() => fixture?.stop());

    test.each(questions)('a query answers $name', async ({ promql, at, answer }) => {
      const result = await source.query(promql, { ...patient, at });
      if (typeof answer === 'string') return expectFailure(result, answer);
      const { warnings, infos: _, ...got } = answerOf(result);
      expect(warnings).toEqual([]);
      // The order of a vector is not promised.
      const sorted =
        got.kind === 'vector' ? { ...got, samples: got.samples.toSorted(byLabels) } : got;
      expect(sorted).toStrictEqual(answer);
    });

    test("a query without an instant is asked at the source's present", async () => {
      const before = Date.now();
      const answer = answerOf(await source.query('time()', patient));
      const after = Date.now();
      if (answer.kind !== 'scalar') throw new Error(`a ${answer.kind}`);
      // Times are rounded to milliseconds on the way.
      expect(answer.at).toBeGreaterThanOrEqual(before - 1);
      expect(answer.at).toBeLessThanOrEqual(after + 1);
      expect(answer.value).toBeCloseTo(answer.at / 1000, 2);
    });

    test.each(rangeQuestions)('a range answers $name', async ({ promql, range, answer }) => {
      const result = await source.queryRange(promql, range, patient);
      if (typeof answer === 'string') return expectFailure(result, answer);
      const { kind, series, warnings } = answerOf(result);
      expect({ kind, series, warnings }).toStrictEqual({
        kind: 'matrix',
        series: answer,
        warnings: [],
      });
    });

    test.each(seriesQuestions)('a listing answers $name', async ({ selectors, answer }) => {
      const span = { start: begin, end };
      const result = await source.series(selectors, span, patient);
      if (typeof answer === 'string') return expectFailure(result, answer);
      const labels = answerOf(result).series.map((each) => ({ labels: each }));
      expect(labels.toSorted(byLabels)).toStrictEqual(answer.map((each) => ({ labels: each })));
    });

    test('an instant that is no number is refused', async () => {
      expectFailure(await source.query('level', { ...patient, at: Number.NaN }), 'invalid');
    });

    test('a call that was given up before it began is a timeout', async () => {
      expectFailure(await source.query('level', givenUp), 'timeout');
    });

    describe('while it is silent', () => {
      beforeAll(() => fixture.freeze());
      afterAll(() => fixture.thaw());

      const range = { start: begin, end: begin + 60_000, stepMs: 30_000 };

      test('a call ends when its time is over', async () => {
        const options = { ...patient, timeoutMs: 30 };
        expectFailure(await source.query('level', options), 'timeout');
        expectFailure(await source.queryRange('level', range, options), 'timeout');
        expectFailure(await source.series(['level'], range, options), 'timeout');
      });

      test('a call ends when its caller gives it up', async () => {
        const controller = new AbortController();
        const answer = source.query('level', { signal: controller.signal });
        setTimeout(() => controller.abort(), 10);
        expectFailure(await answer, 'timeout');
      });

      test("a call ends with its caller's own time", async () => {
        const signal = AbortSignal.timeout(30);
        expectFailure(await source.query('level', { signal }), 'timeout');
      });
    });

    test('it answers again afterwards', async () => {
      expect(answerOf(await source.query('time()', { ...patient, at: end }))).toMatchObject({
        value: end / 1000,
      });
    });

    describe('when nobody is there', () => {
      beforeAll(() => fixture.takeAway());

      test('every call is unavailable, and worth trying again', async () => {
        const range = { start: begin, end: begin + 60_000, stepMs: 30_000 };
        const results = [
          await source.query('level', patient),
          await source.queryRange('level', range, patient),
          await source.series(['level'], range, patient),
        ];
        for (const result of results) {
          expectFailure(result, 'unavailable');
          expect(result).toMatchObject({ retryable: true });
        }
      });
    });
  });
}

function byLabels(a: { readonly labels: Labels }, b: { readonly labels: Labels }): number {
  const text = ({ labels }: { readonly labels: Labels }) =>
    JSON.stringify(Object.entries(labels).toSorted());
  return text(a) < text(b) ? -1 : 1;
}
