import {
  compileAdapter,
  readAdapterConfig,
  readAdapterFile,
  readAdapterValues,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe("prometheus-adapter's file", () => {
  test('is read member for member', () => {
    const reading = readAdapterConfig(
      [
        'rules:',
        '- seriesQuery: \'{a!=""}\'',
        '  resources: {overrides: {ns: {resource: namespace}}, namespaced: no}',
        '  name: {as: 0x1F}',
        'resourceRules:',
        '  window: 90s',
      ].join('\n'),
    );
    expect(reading.ok && reading.config).toEqual({
      rules: [
        {
          seriesQuery: '{a!=""}',
          seriesFilters: null,
          resources: { overrides: { ns: { resource: 'namespace' } }, namespaced: false },
          name: { matches: '', as: '0x1F' },
        },
      ],
      resourceRules: {
        cpu: { containerQuery: '', nodeQuery: '', resources: {}, containerLabel: '' },
        memory: { containerQuery: '', nodeQuery: '', resources: {}, containerLabel: '' },
        window: 90_000,
      },
    });
  });

  test('with mistakes names every one, with its place and what to do', () => {
    const reading = readAdapterConfig(
      'rules:\n- seriesQuery: {__name__=~"x"}\n  metricQuery: x\n  name: {as: a, as: b}\n',
    );
    expect(!reading.ok && reading.problems).toEqual([
      {
        code: 'wrong-type',
        path: ['rules', 0, 'seriesQuery'],
        message: 'a mapping stands where a text is wanted',
        remedy: 'put quotes around a value that begins with { or [',
        line: 2,
        column: 16,
      },
      {
        code: 'unknown-field',
        path: ['rules', 0, 'metricQuery'],
        message: 'there is no field "metricQuery" here',
        remedy: 'use one of seriesQuery, seriesFilters, resources, name, metricsQuery',
        line: 3,
        column: 3,
      },
      {
        code: 'duplicate-field',
        path: [],
        message: 'the key "as" stands here a second time',
        remedy: 'keep one of the two',
        line: 4,
        column: 17,
      },
    ]);
  });

  test('a mistake that shows when rules are compiled has a place too', () => {
    const text = 'rules:\n- seriesQuery: up\n- seriesQuery: up\n  metricsQuery: "<<.Serie>>"\n';
    const reading = readAdapterConfig(text);
    if (!reading.ok) throw new Error('refused');
    const { problems, custom } = compileAdapter(reading.config);
    expect(problems.map(reading.locate)).toMatchObject([
      {
        code: 'bad-query-template',
        path: ['rules', 1, 'metricsQuery'],
        remedy: 'use one of .Series, .LabelMatchers, .LabelValuesByName, .GroupBy, .GroupBySlice',
        within: { line: 1, column: 3 },
        line: 4,
        column: 17,
      },
    ]);
    expect(custom.map((rule) => rule?.config.seriesQuery)).toEqual(['up', undefined]);
  });
});

describe("the values of prometheus-adapter's chart", () => {
  test('hold the rules under custom, external and resource', () => {
    const reading = readAdapterFile(
      [
        'prometheus: {url: http://prometheus}',
        'rules:',
        '  default: false',
        '  custom: [{seriesQuery: a}]',
        '  external: [{seriesQuery: b}]',
        '  resource: {window: 1m}',
      ].join('\n'),
    );
    expect(reading.ok && reading.config).toMatchObject({
      rules: [{ seriesQuery: 'a' }],
      externalRules: [{ seriesQuery: 'b' }],
      resourceRules: { window: 60_000 },
    });
  });

  test("bring the chart's own six rules unless default is false", () => {
    const reading = readAdapterValues(
      'rules:\n  custom:\n  - seriesQuery: a\n    seriesFilters: [{}]',
    );
    if (!reading.ok) throw new Error('refused');
    expect(reading.config.rules).toHaveLength(7);
    const { problems } = compileAdapter(reading.config);
    expect(problems.map(reading.locate)).toMatchObject([
      { path: ['rules', 'custom', 0, 'seriesFilters', 0], line: 4, column: 21 },
    ]);
  });
});

test('any text is read or refused, and nothing is thrown', () => {
  const words = fc.constantFrom(
    ...['rules:', 'externalRules:', 'resourceRules:', '- ', '  ', '\n', 'seriesQuery: ', 'name: '],
    ...[
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '<<.Series>>',
      '&a ',
      '*a',
      '|',
      '>',
      '~',
      'yes',
      '#',
      '%',
      ':',
    ],
    ...[
      'resources:',
      'overrides:',
      'template: ',
      'custom:',
      'default: ',
      'window: ',
      '1m',
      '\t',
      'é',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 25 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const read of [readAdapterConfig, readAdapterFile, readAdapterValues]) {
        const reading = read(text);
        if (reading.ok) {
          for (const problem of compileAdapter(reading.config).problems) {
            expect(reading.locate(problem).line).toBeGreaterThan(0);
          }
        } else expect(reading.problems.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 150 },
  );
});
