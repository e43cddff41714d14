import { createScriptedMetric, failure } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { answerOf, expectFailure, patient } from '../../contracts/answers.ts';

const now = Date.UTC(2026, 10, 24, 12);
const clock = { now: () => now };
const range = { start: now, end: now + 30_000, stepMs: 15_000 };

describe('a script', () => {
  test('is a number, no data, a whole result or a failure', async () => {
    const metric = createScriptedMetric({ clock });
    metric.set('latency', 102.312);
    metric.set('idle', null);
    metric.set('now', { kind: 'scalar', at: now, value: 1 });
    metric.set('gone', failure('unavailable', 'no connection'));
    expect(answerOf(await metric.query('latency', patient))).toEqual({
      kind: 'vector',
      samples: [{ labels: {}, at: now, value: 102.312 }],
      warnings: [],
      infos: [],
    });
    expect(answerOf(await metric.query('idle', patient))).toMatchObject({ samples: [] });
    expect(answerOf(await metric.query('now', patient))).toMatchObject({
      kind: 'scalar',
      value: 1,
    });
    expectFailure(await metric.query('gone', patient), 'unavailable');
  });

  test('is a function of the instant, and of the expression', async () => {
    const metric = createScriptedMetric({ clock });
    metric.setDefault((at, promql) => promql.length + (at - now) / 1000);
    const answer = answerOf(await metric.query('abc', { ...patient, at: now + 5_000 }));
    expect(answer).toMatchObject({ samples: [{ at: now + 5_000, value: 8 }] });
  });

  test('is found whatever the white space, and the latest counts', async () => {
    const metric = createScriptedMetric({ clock });
    metric.set('sum(a)\n  /\nsum(b)\n', 1);
    metric.set('sum(a) / sum(b)', 2);
    expect(answerOf(await metric.query(' sum(a) /  sum(b)', patient))).toMatchObject({
      samples: [{ value: 2 }],
    });
  });

  test('that is missing is named', async () => {
    const metric = createScriptedMetric({ clock });
    expect(await metric.query('up', patient)).toMatchObject({
      reason: 'invalid',
      message: 'no script answers up',
    });
  });
});

describe('warnings', () => {
  const warned = { kind: 'vector', samples: [], warnings: ['a store is down'] } as const;

  test('fail as partial', async () => {
    const metric = createScriptedMetric({ clock });
    metric.setDefault(warned);
    expectFailure(await metric.query('up', patient), 'partial');
    expectFailure(await metric.queryRange('up', range, patient), 'partial');
  });

  test('are passed on once where they are accepted', async () => {
    const metric = createScriptedMetric({ clock, acceptWarnings: true });
    metric.setDefault({ ...warned, infos: ['hint'] });
    const expected = { warnings: ['a store is down'], infos: ['hint'] };
    expect(answerOf(await metric.query('up', patient))).toMatchObject(expected);
    expect(answerOf(await metric.queryRange('up', range, patient))).toMatchObject(expected);
  });
});

describe('a range', () => {
  test('puts the samples of each step into series by their labels', async () => {
    const metric = createScriptedMetric({ clock });
    metric.setDefault((at) => ({
      kind: 'vector',
      samples: [
        { labels: at === now ? { a: '1', b: '2' } : { b: '2', a: '1' }, at, value: at - now },
        ...(at === range.end ? [{ labels: { a: '2' }, at, value: Number.NaN }] : []),
      ],
    }));
    expect(answerOf(await metric.queryRange('up', range, patient)).series).toEqual([
      {
        labels: { a: '1', b: '2' },
        points: [0, 15_000, 30_000].map((value) => ({ at: now + value, value })),
      },
      { labels: { a: '2' }, points: [{ at: range.end, value: Number.NaN }] },
    ]);
  });

  test.each([
    { kind: 'string', at: now, value: 'x' } as const,
    { kind: 'matrix', series: [] } as const,
  ])('of a $kind cannot be', async (result) => {
    const metric = createScriptedMetric({ clock });
    metric.setDefault(result);
    expectFailure(await metric.queryRange('up', range, patient), 'invalid');
  });

  test('of more steps than Prometheus allows cannot be', async () => {
    const metric = createScriptedMetric({ clock });
    metric.setDefault(1);
    const long = { start: now, end: now + 11_000 * 15_000, stepMs: 15_000 };
    expect(answerOf(await metric.queryRange('up', long, patient)).series[0]?.points).toHaveLength(
      11_001,
    );
    expectFailure(
      await metric.queryRange('up', { ...long, end: long.end + 15_000 }, patient),
      'invalid',
    );
  });
});

test('a script that fails unexpectedly is a mistake of the script, and says so', async () => {
  const metric = createScriptedMetric({ clock });
  metric.setDefault(() => {
    throw new RangeError('the script is wrong');
  });
  await expect(metric.query('up', patient)).rejects.toThrow('the script is wrong');
});
