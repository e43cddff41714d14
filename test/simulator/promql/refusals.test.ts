import { Query, QueryError, type QueryProblem } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

function problemsOf(text: string): readonly QueryProblem[] {
  try {
    new Query(text);
  } catch (error) {
    if (error instanceof QueryError) return error.problems;
    throw error;
  }
  return [];
}

describe('a query that cannot be evaluated is refused with its place', () => {
  // Places of syntax and type errors are those of Prometheus 3.16 (promql-window.ndjson.gz, errors),
  // where it gives one.
  test.each([
    ['', 'syntax', 1, 1],
    ['a +', 'syntax', 1, 4],
    ['a offset', 'syntax', 1, 9],
    ['sum by (service (a)', 'syntax', 1, 17],
    ['rate(a[1m)', 'syntax', 1, 10],
    ['x{a="b" c="d"}', 'syntax', 1, 9],
    ["x{a='b}", 'syntax', 1, 8],
    ['rate(a[1m])\n  / rate(b[1m]) c', 'syntax', 2, 17],
    ['foo(a)', 'unknown-function', 1, 1],
    ['rate(sum(a))', 'type', 1, 6],
    ['max_over_time(a)', 'type', 1, 15],
    ['-"a"', 'type', 1, 1],
    ['+a[1m]', 'type', 1, 1],
    ['{}', 'type', 1, 1],
    ['{a=~".*"}', 'type', 1, 1],
    ['x{__name__="y"}', 'type', 1, 1],
    ['topk(a, a)', 'type', 1, 6],
    ['count_values(1, a)', 'type', 1, 14],
    ['avg(a, a)', 'type', 1, 1],
    ['sum()', 'type', 1, 1],
    ['round(a, 1, 2)', 'type', 1, 1],
    ['clamp(a, 1)', 'type', 1, 1],
    ['1 == 1', 'type', 1, 3],
    ['a + bool b', 'type', 1, 3],
    ['a and 1', 'type', 1, 1],
    ['a and on(x) group_left b', 'type', 1, 3],
    ['a * on(x) 2', 'type', 1, 3],
    ['a / on(x) group_left(x) b', 'type', 1, 3],
    ['a[1m] > 1', 'type', 1, 1],
    ['a[1m:][5m]', 'type', 1, 1],
    ['a[5m][1m:]', 'type', 1, 1],
    ['(a)[5m]', 'type', 1, 1],
    ['(a) offset 5m', 'type', 1, 1],
    ['a offset 5m [5m]', 'type', 1, 1],
    ['a offset 5m offset 6m', 'type', 1, 1],
    ['rate(a[1m]) offset 5m', 'type', 1, 1],
    ['rate(a[1m:0s])', 'value', 1, 11],
    ['a[-5m]', 'value', 1, 3],
    ['a[300y]', 'value', 1, 3],
    ['a offset 1munless b', 'value', 1, 10],
    ['5munless a', 'value', 1, 1],
    ['a{b="\\x"}', 'value', 1, 5],
    ['a{b=~"("}', 'value', 1, 6],
    ['label_replace(a, "b", "", "c", "(")', 'value', 1, 32],
    ['label_replace(a, "", "", "c", "d")', 'value', 1, 18],
    ['count_values("", a)', 'value', 1, 14],
    ['double_exponential_smoothing(a[5m], 0.5, 0.5)', 'experimental', 1, 1],
    ['limitk(1, a)', 'experimental', 1, 1],
    ['a + fill(0) b', 'experimental', 1, 5],
    ['a smoothed', 'experimental', 1, 3],
    ['a[1m + 1m]', 'experimental', 1, 3],
    ['a @ 1700000000', 'unsupported', 1, 3],
    ['sin(a)', 'unsupported', 1, 1],
    ['a atan2 b', 'unsupported', 1, 3],
    ['histogram_avg(a)', 'unsupported', 1, 1],
  ] as const)('%j', (text, code, line, column) => {
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ code, line, column });
    expect(problem?.remedy).not.toBe('');
  });

  test('everything that is wrong is told at once, in the order of the text', () => {
    const problems = problemsOf('rate(a) + sin(b) * (1 == 1)');
    expect(problems.map(({ code, column }) => [code, column])).toEqual([
      ['type', 6],
      ['unsupported', 11],
      ['type', 23],
    ]);
  });

  test('the message stands on one line for each problem: place, what, remedy', () => {
    expect(() => new Query('rate(a)')).toThrow(
      '1:6: rate(…) takes a range vector, and this is an instant vector: write a range behind a selector, such as [1m], or a subquery such as [5m:30s]',
    );
  });
});

test('experimental functions can be allowed, as in Prometheus', () => {
  const options = { experimentalFunctions: true };
  expect(new Query('double_exponential_smoothing(a[5m], 0.5, 0.5)', options).type).toBe('vector');
  expect(new Query('mad_over_time(a[5m])', options).type).toBe('vector');
});
