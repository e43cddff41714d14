import {
  ExpressionError,
  parseWorkloadExpression,
  RecordedLoadError,
  readCsv,
  readJson,
  readNdjson,
  type Workload,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const parts: Record<string, Workload> = {
  diurnal: { kind: 'diurnal', mean: 100, amplitude: 0.5 },
  weekday: { kind: 'weekday', factors: [1, 1, 1, 1, 1, 0.5, 0.4] },
  flash: { kind: 'flash', peak: 50, start: 10, rampUp: 1, plateau: 1, decay: 1 },
};

describe('expressions', () => {
  test('multiplication binds closer', () => {
    expect(parseWorkloadExpression('diurnal * weekday + flash', parts)).toEqual({
      kind: 'sum',
      parts: [{ kind: 'product', parts: [parts['diurnal'], parts['weekday']] }, parts['flash']],
    });
  });

  test('parentheses group, numbers are constants', () => {
    expect(parseWorkloadExpression('1.5 * (diurnal + 20)', parts)).toEqual({
      kind: 'product',
      parts: [
        { kind: 'constant', rate: 1.5 },
        { kind: 'sum', parts: [parts['diurnal'], { kind: 'constant', rate: 20 }] },
      ],
    });
    expect(parseWorkloadExpression('flash', parts)).toBe(parts['flash']);
  });

  test.each([
    ['diurnal *', 9, 'a load, a number or ( is missing at the end'],
    ['diurnal - 5', 8, '+ or * must stand here, not -'],
    ['(diurnal', 8, ') is missing'],
    ['2 * nightly', 4, 'no load is named nightly; there is: diurnal, weekday, flash'],
    ['* 2', 0, 'a load, a number or ( must stand here, not *'],
    ['constructor', 0, 'no load is named constructor'],
  ])('%s', (text, offset, message) => {
    const parse = () => parseWorkloadExpression(text, parts);
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ offset, constructor: ExpressionError }));
  });
});

describe('CSV', () => {
  test('seconds and rates, by the names of the columns', () => {
    const { workload, duration, startsAt } = readCsv('# a comment\nhost,time,rps\na,0,5\na,60,7\n');
    expect(workload.points).toEqual([
      [0, 5],
      [60, 7],
    ]);
    expect(duration).toBe(120);
    expect(startsAt).toBeUndefined();
  });

  test('dates and counts: a count becomes a rate over its interval', () => {
    const text = 'timestamp;requests\n2026-03-01T00:00:00Z;600\n2026-03-01T00:01:00Z;1200\n';
    const { workload, startsAt } = readCsv(text);
    expect(workload.points).toEqual([
      [0, 10],
      [60, 20],
    ]);
    expect(startsAt).toBe(Date.UTC(2026, 2, 1));
  });

  test('without a header the first two columns', () => {
    expect(readCsv('1700000000,3\n1700000010,4\n').workload.points).toEqual([
      [0, 3],
      [10, 4],
    ]);
    expect(readCsv('1700000000000\t3\n1700000010000\t4\n').startsAt).toBe(1_700_000_000_000);
  });

  test('a sample without a number is a gap, and counted', () => {
    const { workload, skipped } = readCsv('time,rate\n0,5\n10,NaN\n20,\n30,6\n');
    expect(workload.points.map(([time]) => time)).toEqual([0, 30]);
    expect(skipped).toBe(2);
  });

  test('columns can be named', () => {
    const { workload } = readCsv('at,a,b\n0,1,9\n5,2,8\n', {
      timeColumn: 'at',
      valueColumn: 'b',
      unit: 'count',
    });
    expect(workload.points).toEqual([
      [0, 9 / 5],
      [5, 8 / 5],
    ]);
  });

  test.each([
    ['', 'the file is empty', undefined],
    ['when,rate\n0,1\n', 'no column for the time among when, rate', 1],
    ['time,rate\n0,1\n10,x\n', '"x" is no number', 3],
    ['time,rate\n10,1\n5,1\n', 'instants must rise: 5 comes after a later one', 3],
    ['time,rate\n0,1\nsoon,1\n', '"soon" is no instant', 3],
    ['time,rate\n0,-1\n5,1\n', 'a load must be a finite number >= 0, got -1', 2],
    ['time,rate\n0\n', 'the line has 1 columns, not the 2', 2],
    ['time,rate\n0,1\n', 'samples at two instants at least, got 1', undefined],
  ])('%j', (text, message, line) => {
    expect(() => readCsv(text)).toThrow(message);
    expect(() => readCsv(text)).toThrow(
      expect.objectContaining({ line, constructor: RecordedLoadError }),
    );
  });
});

describe('JSON', () => {
  test('pairs and objects', () => {
    const points = [
      [0, 1],
      [5, 2],
    ];
    expect(readJson('[[0,1],[5,2]]').workload.points).toEqual(points);
    expect(readJson('[{"time":0,"rate":1},{"time":5,"rate":2}]').workload.points).toEqual(points);
    expect(readNdjson('[0,1]\n\n{"timestamp":5,"value":"2"}\n').workload.points).toEqual(points);
  });

  test('an answer of Prometheus: series are added up, NaN is a gap', () => {
    const answer = {
      status: 'success',
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: { pod: 'a' },
            values: [
              [1700000000, '1.5'],
              [1700000015, 'NaN'],
              [1700000030, '2'],
            ],
          },
          {
            metric: { pod: 'b' },
            values: [
              [1700000000, '3'],
              [1700000030, '4'],
            ],
          },
        ],
      },
    };
    const { workload, startsAt, skipped } = readJson(JSON.stringify(answer));
    expect(workload.points).toEqual([
      [0, 4.5],
      [30, 6],
    ]);
    expect(startsAt).toBe(1_700_000_000_000);
    expect(skipped).toBe(1);
  });

  test.each([
    ['{', 'no JSON'],
    ['{"status":"error"}', 'neither a list of samples nor an answer of Prometheus'],
    [
      '{"status":"success","data":{"resultType":"vector","result":[]}}',
      'the answer is of type "vector"; save one of /api/v1/query_range',
    ],
    ['[[0,1],["a"]]', 'entry 1 must be [time, rate] or {"time", "rate"}'],
    ['[[0,"many"],[1,2]]', '"many" is no number'],
    ['[[0,"+Inf"],[1,2]]', 'a load must be a finite number >= 0, got Infinity'],
  ])('%s', (text, message) => {
    expect(() => readJson(text)).toThrow(message);
  });

  test('a line is named', () => {
    expect(() => readNdjson('[0,1]\nnope\n')).toThrow(expect.objectContaining({ line: 2 }));
  });
});
