import type {
  HistogramBucket,
  Labels,
  Matrix,
  NativeHistogram,
  Point,
  QueryResult,
  Sample,
  Series,
} from '../ports/index.ts';

/** Data that is not as the API writes it; the message names the place. */
export class MalformedDataError extends Error {
  override readonly name = 'MalformedDataError';
}

/**
 * The `data` of `/api/v1/query`.
 *
 * @throws {MalformedDataError}
 */
export function readQueryResult(data: unknown): QueryResult {
  const { resultType, result } = record(data, 'data');
  switch (resultType) {
    case 'vector':
      return { kind: 'vector', samples: list(result, 'result').map(readSample) };
    case 'matrix':
      return { kind: 'matrix', series: list(result, 'result').map(readSeries) };
    case 'scalar': {
      const [at, value] = pair(result, 'result');
      return { kind: 'scalar', at, value: number(value, 'result[1]') };
    }
    case 'string': {
      const [at, value] = pair(result, 'result');
      return { kind: 'string', at, value: text(value, 'result[1]') };
    }
    default:
      throw new MalformedDataError('resultType is not vector, matrix, scalar or string');
  }
}

/**
 * The `data` of `/api/v1/query_range`.
 *
 * @throws {MalformedDataError}
 */
export function readMatrix(data: unknown): Matrix {
  const result = readQueryResult(data);
  if (result.kind !== 'matrix') throw new MalformedDataError('resultType is not matrix');
  return result;
}

/**
 * The `data` of `/api/v1/series`.
 *
 * @throws {MalformedDataError}
 */
export function readSeriesList(data: unknown): readonly Labels[] {
  return list(data, 'data').map((each, index) => labels(each, `data[${index}]`));
}

function readSample(element: unknown, index: number): Sample {
  const place = `result[${index}]`;
  const { metric, value, histogram } = record(element, place);
  const point =
    histogram === undefined
      ? floatPoint(value, `${place}.value`)
      : histogramPoint(histogram, `${place}.histogram`);
  return { labels: labels(metric, `${place}.metric`), ...point };
}

function readSeries(element: unknown, index: number): Series {
  const place = `result[${index}]`;
  const { metric, values = [], histograms = [] } = record(element, place);
  const points = [
    ...list(values, `${place}.values`).map((each, i) => floatPoint(each, `${place}.values[${i}]`)),
    ...list(histograms, `${place}.histograms`).map((each, i) =>
      histogramPoint(each, `${place}.histograms[${i}]`),
    ),
  ];
  // A series that changed from floats to histograms has both, each in order but listed apart.
  points.sort((a, b) => a.at - b.at);
  return { labels: labels(metric, `${place}.metric`), points };
}

function floatPoint(value: unknown, place: string): Point {
  const [at, sample] = pair(value, place);
  return { at, value: number(sample, `${place}[1]`) };
}

function histogramPoint(value: unknown, place: string): Point {
  const [at, histogram] = pair(value, place);
  return { at, value: readHistogram(histogram, `${place}[1]`) };
}

function readHistogram(value: unknown, place: string): NativeHistogram {
  const { count, sum, buckets = [] } = record(value, place);
  return {
    count: number(count, `${place}.count`),
    sum: number(sum, `${place}.sum`),
    buckets: list(buckets, `${place}.buckets`).map((each, i) =>
      readBucket(each, `${place}.buckets[${i}]`),
    ),
  };
}

/** `[rule, lower, upper, count]`; the rule says which ends belong: 0 upper, 1 lower, 2 none, 3 both. */
function readBucket(value: unknown, place: string): HistogramBucket {
  const [rule, lower, upper, count] = list(value, place);
  if (rule !== 0 && rule !== 1 && rule !== 2 && rule !== 3) {
    throw new MalformedDataError(`${place}[0] is no boundary rule`);
  }
  return {
    lower: number(lower, `${place}[1]`),
    upper: number(upper, `${place}[2]`),
    lowerInclusive: rule === 1 || rule === 3,
    upperInclusive: rule === 0 || rule === 3,
    count: number(count, `${place}[3]`),
  };
}

/** An instant, in seconds with a fraction there and whole milliseconds here, and what was then. */
function pair(value: unknown, place: string): readonly [at: number, value: unknown] {
  const [seconds, sample] = list(value, place);
  const at = typeof seconds === 'number' ? Math.round(seconds * 1000) : Number.NaN;
  if (!Number.isFinite(at)) throw new MalformedDataError(`${place}[0] is no time`);
  return [at, sample];
}

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A float as Go prints it. `Number` alone would take "+Inf" for NaN and "" for 0. */
function number(value: unknown, place: string): number {
  if (typeof value === 'string') {
    if (value === 'NaN') return Number.NaN;
    if (value === '+Inf' || value === 'Inf') return Number.POSITIVE_INFINITY;
    if (value === '-Inf') return Number.NEGATIVE_INFINITY;
    if (decimal.test(value)) return Number(value);
  }
  throw new MalformedDataError(`${place} is no number in quotes`);
}

function text(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new MalformedDataError(`${place} is no text`);
  return value;
}

function labels(value: unknown, place: string): Labels {
  const pairs = Object.entries(record(value, place));
  return Object.fromEntries(pairs.map(([name, each]) => [name, text(each, `${place}.${name}`)]));
}

function record(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedDataError(`${place} is no object`);
  }
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedDataError(`${place} is no list`);
  return value;
}
