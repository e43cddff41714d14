import {
  completeHistogram,
  expositionFormat,
  type LabelSet,
  type MetricFamily,
  metricFamilies,
  readExposition,
  writeExposition,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function familiesOf(text: string): readonly MetricFamily[] {
  const reading = readExposition(text, 'text');
  if (!reading.ok) throw new Error(reading.problem.message);
  return metricFamilies(reading.entries);
}

/**
 * Kong 3.9 with one route and four requests of 103, 101, 102 and 340 ms: low buckets are left out
 * until they are hit, and each suffix is listed apart.
 */
const kong = `# HELP kong_upstream_latency_ms Latency added by upstream response
# TYPE kong_upstream_latency_ms histogram
kong_upstream_latency_ms_bucket{service="a",le="250"} 3
kong_upstream_latency_ms_bucket{service="a",le="00400.0"} 4
kong_upstream_latency_ms_bucket{service="a",le="+Inf"} 4
kong_upstream_latency_ms_bucket{service="b",le="80"} 1
kong_upstream_latency_ms_bucket{service="b",le="250"} 1
kong_upstream_latency_ms_bucket{service="b",le="400"} 1
kong_upstream_latency_ms_bucket{service="b",le="+Inf"} 1
kong_upstream_latency_ms_count{service="a"} 5
kong_upstream_latency_ms_count{service="b"} 1
kong_upstream_latency_ms_sum{service="a"} 646
kong_upstream_latency_ms_sum{service="b"} 70
# TYPE kong_nginx_connections_total gauge
kong_nginx_connections_total{state="active"} 3
`;

test('a family has its series together, wherever they stood', () => {
  expect(familiesOf(kong).map(({ name, type, samples }) => [name, type, samples.length])).toEqual([
    ['kong_upstream_latency_ms', 'histogram', 11],
    ['kong_nginx_connections_total', 'gauge', 1],
  ]);
});

test('a series without a TYPE is a family of its own', () => {
  expect(familiesOf('a_bucket{le="1"} 1\n')).toEqual([
    {
      name: 'a_bucket',
      type: 'unknown',
      samples: [{ name: 'a_bucket', labels: { le: '1' }, value: 1 }],
    },
  ]);
});

describe('a histogram completed', () => {
  const [latency] = familiesOf(kong);
  if (latency === undefined) throw new Error('Kong shows its latency');
  const text = writeExposition([completeHistogram(latency, [50, 1000])]);

  test('has every bucket that is known, each at least as large as the one below', () => {
    expect(text).toBe(`# HELP kong_upstream_latency_ms Latency added by upstream response
# TYPE kong_upstream_latency_ms histogram
kong_upstream_latency_ms_bucket{service="a",le="50.0"} 0
kong_upstream_latency_ms_bucket{service="a",le="80.0"} 0
kong_upstream_latency_ms_bucket{service="a",le="250.0"} 3
kong_upstream_latency_ms_bucket{service="a",le="400.0"} 4
kong_upstream_latency_ms_bucket{service="a",le="1000.0"} 4
kong_upstream_latency_ms_bucket{service="a",le="+Inf"} 5
kong_upstream_latency_ms_sum{service="a"} 646
kong_upstream_latency_ms_count{service="a"} 5
kong_upstream_latency_ms_bucket{service="b",le="50.0"} 0
kong_upstream_latency_ms_bucket{service="b",le="80.0"} 1
kong_upstream_latency_ms_bucket{service="b",le="250.0"} 1
kong_upstream_latency_ms_bucket{service="b",le="400.0"} 1
kong_upstream_latency_ms_bucket{service="b",le="1000.0"} 1
kong_upstream_latency_ms_bucket{service="b",le="+Inf"} 1
kong_upstream_latency_ms_sum{service="b"} 70
kong_upstream_latency_ms_count{service="b"} 1
`);
  });

  test('is complete: doing it again changes nothing', () => {
    const [again] = familiesOf(text);
    expect(again && writeExposition([completeHistogram(again)])).toBe(text);
  });
});

const names = fc.string({ unit: 'grapheme', minLength: 1 });
const labels: fc.Arbitrary<LabelSet> = fc.dictionary(
  names.filter((name) => name !== 'le' && name !== 'quantile' && name !== '__name__'),
  fc.string({ unit: 'grapheme' }),
);

test('what is written reads back, whatever names, labels and numbers there are', () => {
  fc.assert(
    fc.property(
      names,
      fc.string({ unit: 'grapheme' }),
      labels,
      fc.double(),
      fc.nat(),
      (name, help, set, value, at) => {
        const samples = [{ name, labels: set, value, at }];
        const family: MetricFamily = { name, type: 'gauge', help, samples };
        // The name in a HELP or TYPE line is not unescaped by Prometheus.
        fc.pre(!/["\\\n\0]/.test(name));
        expect(familiesOf(writeExposition([family]))).toEqual([family]);
      },
    ),
  );
});

describe('a mistake makes the whole unusable, and is told with its place', () => {
  test.each([
    ['a 1\nb{c="d" 2\n', 2, 9, 'the name of a label is missing'],
    ['a 1\r\n', 1, 3, '"1\\r" is no number'],
    ['# TYPE a Counter\n', 1, 10, '"Counter" is no type of metric'],
    ['<html>\n', 1, 1, 'no line of an exposition begins like this'],
  ])('%j', (text, line, column, message) => {
    expect(readExposition(text, 'text')).toMatchObject({
      ok: false,
      problem: { line, column, message },
    });
  });

  test('OpenMetrics that was cut off', () => {
    expect(readExposition('a 1\n', 'openmetrics')).toMatchObject({
      ok: false,
      problem: { line: 2, column: 1, message: 'the text does not end with # EOF: it was cut off' },
    });
  });
});

test.each([
  ['text/plain; version=0.0.4; charset=utf-8', 'text'],
  ['Text/Plain', 'text'],
  ['application/openmetrics-text; version=1.0.0', 'openmetrics'],
  ['application/openmetrics-text; version="2.0.0"', undefined],
  ['application/json', undefined],
  ['text/plain; a=b; a=c', undefined],
  ['', undefined],
])('%j is %j', (contentType, format) => {
  expect(expositionFormat(contentType)).toBe(format);
});

/** Each found by comparing with Prometheus' own parser (textparse v0.316.0) on random edits. */
test.each<readonly [text: string, format: 'text' | 'openmetrics', entry: object]>([
  // A help of nothing but blanks is empty.
  ['# HELP a   \n', 'text', { kind: 'help', help: '' }],
  // One byte separates name and help, whichever it is.
  ['# HELP a.b c\n', 'text', { kind: 'help', name: 'a', help: 'b c' }],
  // The escapes of exemplars are not read.
  [
    'a_total 1 # {b="\\\\"} 1\n# EOF\n',
    'openmetrics',
    { exemplar: { labels: { b: '\\\\' }, value: 1 } },
  ],
  ['a{""="b"} 1\n', 'text', { duplicateLabel: '' }],
])('%j reads as Prometheus reads it', (text, format, entry) => {
  const { entries } = readExposition(text, format);
  expect(entries).toEqual([expect.objectContaining(entry)]);
});
