import type { FailureReason, Labels, QueryRange, QueryResult, Series } from '@flyball/webhook';

/** When the world begins, and when it ends ten minutes later. */
export const begin: number = Date.UTC(2026, 0, 1);
export const end: number = begin + 600_000;

const city = 'Zürich "x"\n\\';

/**
 * What there is to ask about, as OpenMetrics: two levels that rise by 1 and by 2 every 15 s, values
 * that no decimal number writes, and a series with a gap of more than five minutes, which is as
 * long as Prometheus looks back.
 */
export const history: string = [
  '# TYPE level gauge',
  ...levels('a', 1),
  ...levels('b', 2),
  '# TYPE odd gauge',
  ...['NaN', '+Inf', '-Inf', '-0', '4e-07'].flatMap((value, index) =>
    every15s((at) => `odd{v="${index}"} ${value} ${at}`),
  ),
  '# TYPE uni gauge',
  ...every15s((at) => `uni{city="Zürich \\"x\\"\\n\\\\"} 40 ${at}`),
  '# TYPE gap gauge',
  `gap 1 ${begin / 1000}`,
  `gap 2 ${begin / 1000 + 330}`,
  '# EOF',
  '',
].join('\n');

function levels(job: string, slope: number): string[] {
  return every15s((at, index) => `level{job="${job}"} ${index * slope} ${at}`);
}

function every15s(line: (at: number, index: number) => string): string[] {
  return Array.from({ length: 41 }, (_, index) => line(begin / 1000 + index * 15, index));
}

export interface Question {
  readonly name: string;
  readonly promql: string;
  readonly at: number;
  readonly answer: QueryResult | FailureReason;
}

/** The answers follow from the history and from what the Prometheus documentation says of PromQL. */
export const questions: readonly Question[] = [
  {
    name: 'a vector of each series with its labels',
    promql: 'level',
    at: end,
    answer: vector([{ __name__: 'level', job: 'a' }, 40], [{ __name__: 'level', job: 'b' }, 80]),
  },
  {
    name: 'an instant between two samples, with its milliseconds',
    promql: 'level',
    at: begin + 44_123,
    answer: vectorAt(
      begin + 44_123,
      [{ __name__: 'level', job: 'a' }, 2],
      [{ __name__: 'level', job: 'b' }, 4],
    ),
  },
  {
    name: 'NaN, both infinities, negative zero and small numbers as themselves',
    promql: 'odd',
    at: end,
    answer: vector(
      [{ __name__: 'odd', v: '0' }, Number.NaN],
      [{ __name__: 'odd', v: '1' }, Number.POSITIVE_INFINITY],
      [{ __name__: 'odd', v: '2' }, Number.NEGATIVE_INFINITY],
      [{ __name__: 'odd', v: '3' }, -0],
      [{ __name__: 'odd', v: '4' }, 4e-7],
    ),
  },
  {
    name: 'a ratio without traffic as NaN, not as nothing',
    promql: 'sum(level * 0) / sum(level * 0)',
    at: end,
    answer: vector([{}, Number.NaN]),
  },
  {
    name: 'label values of any characters',
    promql: 'uni',
    at: end,
    answer: vector([{ __name__: 'uni', city }, 40]),
  },
  { name: 'no data as an empty vector', promql: 'nothing_here', at: end, answer: vector() },
  {
    name: 'the sum of no data as an empty vector',
    promql: 'sum(nothing_here)',
    at: end,
    answer: vector(),
  },
  {
    name: 'a scalar',
    promql: 'time()',
    at: end,
    answer: { kind: 'scalar', at: end, value: end / 1000 },
  },
  {
    name: 'a scalar at the epoch',
    promql: 'time()',
    at: 0,
    answer: { kind: 'scalar', at: 0, value: 0 },
  },
  {
    name: 'a scalar that is infinite',
    promql: '-1 / 0',
    at: end,
    answer: { kind: 'scalar', at: end, value: Number.NEGATIVE_INFINITY },
  },
  {
    name: 'a string',
    promql: `"${'ü <&>'}"`,
    at: end,
    answer: { kind: 'string', at: end, value: 'ü <&>' },
  },
  {
    name: 'a range selector as a matrix',
    promql: 'level{job="a"}[30s]',
    at: end + 1_000,
    answer: {
      kind: 'matrix',
      series: [
        {
          labels: { __name__: 'level', job: 'a' },
          points: [
            { at: end - 15_000, value: 39 },
            { at: end, value: 40 },
          ],
        },
      ],
    },
  },
  { name: 'a broken expression', promql: 'level{', at: end, answer: 'invalid' },
  { name: 'an expression of the wrong type', promql: 'rate(level)', at: end, answer: 'invalid' },
  {
    name: 'an expression that the data does not allow',
    promql: 'level + on() level',
    at: end,
    answer: 'invalid',
  },
];

export interface RangeQuestion {
  readonly name: string;
  readonly promql: string;
  readonly range: QueryRange;
  readonly answer: readonly Series[] | FailureReason;
}

export const rangeQuestions: readonly RangeQuestion[] = [
  {
    name: 'each step, both ends included',
    promql: 'level{job="b"}',
    range: { start: begin, end: begin + 60_000, stepMs: 30_000 },
    answer: [
      {
        labels: { __name__: 'level', job: 'b' },
        points: [
          { at: begin, value: 0 },
          { at: begin + 30_000, value: 4 },
          { at: begin + 60_000, value: 8 },
        ],
      },
    ],
  },
  {
    name: 'a gap as a gap',
    promql: 'gap',
    range: { start: begin + 181_000, end: begin + 361_000, stepMs: 60_000 },
    answer: [
      {
        labels: { __name__: 'gap' },
        points: [
          { at: begin + 181_000, value: 1 },
          { at: begin + 241_000, value: 1 },
          { at: begin + 361_000, value: 2 },
        ],
      },
    ],
  },
  {
    name: 'no data as no series',
    promql: 'nothing_here',
    range: { start: begin, end: begin + 60_000, stepMs: 30_000 },
    answer: [],
  },
  {
    name: 'steps of nothing',
    promql: 'level{job="b"}',
    range: { start: begin, end: begin + 60_000, stepMs: 0 },
    answer: 'invalid',
  },
  {
    name: 'a range that ends before it starts',
    promql: 'level{job="b"}',
    range: { start: begin + 60_000, end: begin, stepMs: 30_000 },
    answer: 'invalid',
  },
  {
    name: 'a broken expression',
    promql: 'level{',
    range: { start: begin, end: begin + 60_000, stepMs: 30_000 },
    answer: 'invalid',
  },
];

export interface SeriesQuestion {
  readonly name: string;
  readonly selectors: readonly string[];
  readonly answer: readonly Labels[] | FailureReason;
}

export const seriesQuestions: readonly SeriesQuestion[] = [
  {
    name: 'the union of the selectors, each series once',
    selectors: ['level', 'uni', 'level{job="a"}'],
    answer: [
      { __name__: 'level', job: 'a' },
      { __name__: 'level', job: 'b' },
      { __name__: 'uni', city },
    ],
  },
  { name: 'a selector that selects nothing', selectors: ['nothing_here'], answer: [] },
  { name: 'no selector', selectors: [], answer: 'invalid' },
  { name: 'a broken selector', selectors: ['level{'], answer: 'invalid' },
];

type Pair = readonly [labels: Labels, value: number];

function vector(...pairs: readonly Pair[]): QueryResult {
  return vectorAt(end, ...pairs);
}

function vectorAt(at: number, ...pairs: readonly Pair[]): QueryResult {
  return { kind: 'vector', samples: pairs.map(([labels, value]) => ({ labels, at, value })) };
}
