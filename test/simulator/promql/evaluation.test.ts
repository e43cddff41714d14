import { EvaluationError, Query, type QueryOptions, SeriesStore } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

type Written = Readonly<Record<string, readonly (readonly [second: number, value: number])[]>>;

/** A store with series by name and labels, as `x{pod="a"}`. */
function storeOf(written: Written): SeriesStore {
  const store = new SeriesStore({ retention: Number.POSITIVE_INFINITY });
  for (const [text, samples] of Object.entries(written)) {
    const [name = '', rest = ''] = text.split('{');
    const pairs = [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]);
    const series = store.series({ __name__: name, ...Object.fromEntries(pairs) });
    for (const [second, value] of samples) series.append(second * 1000, value);
  }
  return store;
}

function answer(
  written: Written,
  text: string,
  second: number,
  options: QueryOptions = {},
): Readonly<Record<string, number>> {
  const { labels, values } = new Query(text, options)
    .over(storeOf(written))
    .vectorAt(second * 1000);
  const names = labels.map((set) =>
    set
      .entries()
      .map(([name, value]) => (name === '__name__' ? value : `${name}=${value}`))
      .join(','),
  );
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? 0]));
}

describe('operators bind as in Prometheus, whatever the grammar makes of them', () => {
  const written: Written = {
    a: [
      [0, 1],
      [60, 2],
    ],
    b: [
      [0, 10],
      [60, 20],
    ],
    c: [
      [0, 100],
      [60, 200],
    ],
  };
  test.each([
    ['vector(-2 ^ 2)', -4],
    ['vector(- 2 ^ 2)', -4],
    ['vector(2 ^ -1)', 0.5],
    ['vector(2 ^ 3 ^ 2)', 512],
    ['vector(-2 ^ 2 * 3)', -12],
    ['vector(2 - 1 - 1)', 0],
    ['vector(2 -1)', 1],
    ['vector(1 + 2 * 3 ^ 2 % 5)', 4],
    ['vector(1 + 1 == bool 2)', 1],
    ['vector(- - 3)', 3],
    ['vector(+3)', 3],
    ['-a ^ 2', -4],
    // An offset belongs to the selector before it.
    ['a + b offset 1m', 12],
    ['a + b offset 1m * c', 2002],
    ['a * b offset 1m + c', 220],
    ['-a offset 1m', -1],
    ['a + max_over_time(b[2m:30s])', 22],
    ['a # the first\n + # plus\n b # the second', 22],
  ])('%s', (text, expected) => {
    expect(Object.values(answer(written, text, 60))).toEqual([expected]);
  });
});

describe('literals', () => {
  test.each([
    ['0x1F', 31],
    ['017', 15],
    ['1_000', 1000],
    ['.5e1', 5],
    ['1h30m', 5400],
    ['1500ms', 1.5],
    ['Inf', Number.POSITIVE_INFINITY],
    ['-iNf', Number.NEGATIVE_INFINITY],
  ])('%s', (text, expected) => {
    expect(new Query(text).over(new SeriesStore()).at(0)).toEqual({
      kind: 'scalar',
      value: expected,
    });
  });

  test('texts are those of Go', () => {
    expect(new Query('"a\\tb\\u00e4"').over(new SeriesStore()).at(0)).toEqual({
      kind: 'string',
      value: 'a\tbä',
    });
  });
});

describe('rates', () => {
  // Samples each 15 s that fill the window [0 s, 60 s) but for its ends: the change is extended by
  // the 5 s before the first and the 10 s behind the last sample.
  const counter: Written = {
    x_total: [
      [5, 100],
      [20, 115],
      [35, 130],
      [50, 145],
    ],
  };
  test.each([
    ['rate(x_total[1m])', 60, 45 * (60 / 45 / 60)],
    ['increase(x_total[1m])', 60, 60],
    ['delta(x_total[1m])', 60, 60],
    ['irate(x_total[1m])', 60, 1],
    ['idelta(x_total[1m])', 60, 15],
    // A window is open on the left: the sample that is exactly as old as the range is out.
    ['count_over_time(x_total[10s])', 60, undefined],
    ['count_over_time(x_total[11s])', 60, 1],
  ])('%s', (text, second, expected) => {
    expect(answer(counter, text, second)['']).toBe(expected);
  });

  test('a counter starts again from zero where it drops, and is never extended below zero', () => {
    const dropping: Written = {
      x_total: [
        [5, 3],
        [20, 9],
        [35, 2],
        [50, 4],
      ],
    };
    // 4 − 3 + 9 = 10; zero lay 45 · 3/10 = 13.5 s before the first sample, beyond the window's start.
    expect(answer(dropping, 'increase(x_total[1m])', 60)['']).toBe(10 * (60 / 45));
    // A gauge has no resets.
    expect(answer(dropping, 'delta(x_total[1m])', 60)['']).toBe(60 / 45);
  });
});

describe('functions over a window', () => {
  const gauge: Written = {
    x: [
      [10, 4],
      [20, 2],
      [30, 9],
      [40, 1],
    ],
  };
  test.each([
    ['avg_over_time(x[1m])', 4],
    ['min_over_time(x[1m])', 1],
    ['max_over_time(x[1m])', 9],
    ['sum_over_time(x[1m])', 16],
    ['stdvar_over_time(x[1m])', 9.5],
    ['quantile_over_time(0.5, x[1m])', 3],
    ['changes(x[1m])', 3],
    ['resets(x[1m])', 2],
    ['mad_over_time(x[1m])', 1.5],
    ['ts_of_max_over_time(x[1m])', 30],
    ['ts_of_min_over_time(x[1m])', 40],
    // Least squares by hand: slope −0.02 per second through the mean (25 s, 4).
    ['deriv(x[1m])', -0.02],
    ['predict_linear(x[1m], 60)', 4 - 0.02 * (60 - 25 + 60)],
    // Level and trend by hand: (4, −2), (2, −2), (4.5, 0.25), (2.875, −0.6875).
    ['double_exponential_smoothing(x[1m], 0.5, 0.5)', 2.875],
  ])('%s', (text, expected) => {
    const got = answer(gauge, text, 60, { experimentalFunctions: true })[''];
    expect(got).toBeCloseTo(expected, 12);
  });

  test('the name of the metric survives only where a sample itself is answered', () => {
    expect(answer(gauge, 'last_over_time(x[1m])', 60)).toEqual({ x: 1 });
    expect(answer(gauge, 'first_over_time(x[1m])', 60)).toEqual({ x: 4 });
    expect(answer(gauge, 'max_over_time(x[1m])', 60)).toEqual({ '': 9 });
    expect(answer(gauge, 'x > 0', 60)).toEqual({ x: 1 });
    expect(answer(gauge, 'x > bool 0', 60)).toEqual({ '': 1 });
  });

  test('a median of values of which one is NaN is none', () => {
    const text = 'mad_over_time((x + NaN)[1m:10s])';
    expect(answer(gauge, text, 60, { experimentalFunctions: true })).toEqual({ '': Number.NaN });
  });

  test('a smoothing factor outside (0, 1) is an error of the evaluation', () => {
    const evaluate = () =>
      answer(gauge, 'double_exponential_smoothing(x[1m], 1, 0.5)', 60, {
        experimentalFunctions: true,
      });
    expect(evaluate).toThrow(EvaluationError);
  });
});

describe('vectors', () => {
  const pods: Written = {
    'x{pod="a",app="web"}': [[0, 3]],
    'x{pod="b",app="web"}': [[0, 1]],
    'x{pod="c",app="db"}': [[0, Number.NaN]],
    'limit{app="web"}': [[0, 10]],
    'limit{app="db"}': [[0, 5]],
  };
  test.each<[string, Readonly<Record<string, number>>]>([
    ['sum by (app) (x)', { 'app=web': 4, 'app=db': Number.NaN }],
    ['max(x)', { '': 3 }],
    ['count without (pod) (x)', { 'app=web': 2, 'app=db': 1 }],
    ['topk(1, x)', { 'x,app=web,pod=a': 3 }],
    ['bottomk by (app) (1, x{app="web"})', { 'x,app=web,pod=b': 1 }],
    ['quantile(0.5, x{app="web"})', { '': 2 }],
    ['group(x)', { '': 1 }],
    ['stddev(x{app="web"})', { '': 1 }],
    ['count_values("v", x)', { 'v=3': 1, 'v=1': 1, 'v=NaN': 1 }],
    ['x{app="web"} / on(app) group_left limit', { 'app=web,pod=a': 0.3, 'app=web,pod=b': 0.1 }],
    // The value of what is compared on the left, the labels of the side that is many.
    ['limit > on(app) group_right x', { 'x,app=web,pod=a': 10, 'x,app=web,pod=b': 10 }],
    ['limit unless on(app) x{app="db"}', { 'limit,app=web': 10 }],
    ['limit and on(app) x{pod="a"}', { 'limit,app=web': 10 }],
    ['x{pod="a"} or limit{app="db"}', { 'x,app=web,pod=a': 3, 'limit,app=db': 5 }],
    ['5 > limit or 6 > limit', { 'limit,app=db': 5 }],
    ['clamp(x, 2, 2.5)', { 'app=web,pod=a': 2.5, 'app=web,pod=b': 2, 'app=db,pod=c': Number.NaN }],
    ['clamp(x, 3, 2)', {}],
    ['absent(nosuch{a="b",c=~"d"})', { 'a=b': 1 }],
    ['absent(x)', {}],
    [
      'label_replace(limit, "tier", "$1-2", "app", "(w).*")',
      { 'limit,app=web,tier=w-2': 10, 'limit,app=db': 5 },
    ],
    [
      'label_join(limit, "j", "-", "app", "nosuch", "app")',
      { 'limit,app=web,j=web--web': 10, 'limit,app=db,j=db--db': 5 },
    ],
    ['vector(scalar(limit))', { '': Number.NaN }],
    ['hour(vector(3600 * 5)) + minute(vector(0))', { '': 5 }],
    ['days_in_month(vector(951782400))', { '': 29 }],
    // Go's calendar of the smallest int64, which NaN is on amd64; recorded from Prometheus 3.16.
    ['year(vector(NaN))', { '': 292_277_026_596 }],
    ['minute(vector(0/0))', { '': 30 }],
    ['day_of_year(vector(1e13))', { '': 140 }],
    ['year(vector(-9e18))', { '': -285_198_644_592 }],
    ['timestamp(limit{app="db"}) + time()', { 'app=db': 60 }],
  ])('%s', (text, expected) => {
    expect(answer(pods, text, 60)).toEqual(expected);
  });

  test('what is sorted comes in its order, NaN last', () => {
    expect(Object.values(answer(pods, 'sort(x)', 60))).toEqual([1, 3, Number.NaN]);
    expect(Object.values(answer(pods, 'sort_desc(x)', 60))).toEqual([3, 1, Number.NaN]);
  });

  test.each([
    ['x / on(app) limit', 'many-to-many'],
    ['limit / on(app) x', 'many-to-many'],
    ['limit * on(app) group_left x', 'many-to-many'],
    ['sum_over_time({app=~".+",__name__=~"x|limit",pod=""}[5m]) + 0', undefined],
    ['label_replace(limit, "app", "", "app", ".*")', 'duplicate-labels'],
    ['abs({__name__=~"x|limit"})', undefined],
    ['topk(0/0, x)', 'parameter'],
  ] as const)('%s fails as in Prometheus, or not', (text, reason) => {
    const evaluate = () => answer(pods, text, 60);
    if (reason === undefined) expect(evaluate).not.toThrow();
    else expect(evaluate).toThrow(expect.objectContaining({ reason }));
  });
});

describe('histograms', () => {
  const buckets: Written = {
    'h{le="1"}': [[0, 2]],
    'h{le="2"}': [[0, 6]],
    'h{le="+Inf"}': [[0, 8]],
    'h{le="nonsense"}': [[0, 99]],
  };
  test.each([
    ['histogram_quantile(0.5, h)', 1.5],
    ['histogram_quantile(0.125, h)', 0.5],
    ['histogram_quantile(0.9, h)', 2],
    ['histogram_quantile(-1, h)', Number.NEGATIVE_INFINITY],
    ['histogram_fraction(0, 1.5, h)', 0.5],
    ['histogram_quantile(0.5, h{le!="+Inf"})', Number.NaN],
  ])('%s', (text, expected) => {
    expect(answer(buckets, text, 0)).toEqual({ '': expected });
  });
});

test('a subquery has its instants at multiples of its step since the epoch', () => {
  const answered = new Query('x[60s:10s]', {}).over(storeOf({ x: [[0, 1]] })).at(65_500);
  expect(answered).toMatchObject({
    kind: 'matrix',
    series: [{ times: [10_000, 20_000, 30_000, 40_000, 50_000, 60_000] }],
  });
});

test('a subquery without a step has the evaluation interval', () => {
  const store = storeOf({ x: [[0, 1]] });
  const count = (defaultStep: number) =>
    new Query('count_over_time(x[2m:])', { defaultStep }).over(store).vectorAt(119_000).values;
  expect(count(60_000)).toEqual([2]);
  expect(count(30_000)).toEqual([4]);
});

test('a query of no vector has none to give', () => {
  expect(() => new Query('x[1m]').over(new SeriesStore()).vectorAt(0)).toThrow(
    new TypeError('x[1m] answers a matrix, and a vector is needed'),
  );
});
