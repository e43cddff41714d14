import {
  type ConfigReading,
  compileConfig,
  formatProblems,
  type MetricQuery,
  type PolicyConfig,
  type QueryAnswer,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { tutorialFile } from '../../support/tutorial-files.ts';

const rules = tutorialFile('values.yaml');
const hpa = tutorialFile('hpa.yaml');

function replaced(from: string, to: string) {
  return tutorialFile('hpa.yaml', (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  });
}

function problemsOf(reading: ConfigReading): readonly string[] {
  if (reading.ok) return [];
  return reading.problems.map(
    ({ file, line, column, field, message }) => `${file}:${line}:${column} ${field}: ${message}`,
  );
}

function promqlOf(metric: MetricQuery | undefined): string {
  return metric !== undefined && 'promql' in metric ? metric.promql : '';
}

function readingOf(policy: PolicyConfig | undefined, answer: QueryAnswer): unknown {
  const [metric] = policy?.metrics ?? [];
  return metric?.kind === 'value' ? metric.toReading(answer) : undefined;
}

describe('the tutorial, unchanged', () => {
  const reading = compileConfig([hpa, rules]);
  const policy = reading.ok ? reading.policies[0] : undefined;

  test('is one policy over the Deployment command', () => {
    expect(problemsOf(reading)).toEqual([]);
    expect(policy?.key).toBe('kong/command');
    expect(policy?.target).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'kong',
      name: 'command',
    });
  });

  test('reads its metric by the rule of prometheus-adapter, for its own service alone', () => {
    // The text that prometheus-adapter 0.12 sends for this rule, namespace and service.
    const matchers = 'exported_namespace="kong",exported_service="command"';
    expect(policy?.metrics.map((metric) => promqlOf(metric).trim())).toEqual([
      `sum by (exported_service) (rate(kong_upstream_latency_ms_sum{${matchers}}[60s:10s]))\n` +
        '  /\n' +
        `sum by (exported_service) (rate(kong_upstream_latency_ms_count{${matchers}}[60s:10s]))`,
    ]);
  });

  const vector = (...values: readonly (readonly [string, number])[]): QueryAnswer => ({
    kind: 'vector',
    samples: values.map(([service, value]) => ({
      labels: { exported_service: service },
      at: 1000,
      value,
    })),
    warnings: [],
    infos: [],
  });

  test.each([
    ['the value of the tutorial', vector(['command', 102.312]), { value: 102_312, at: 1000 }],
    ['an honest zero', vector(['command', 0]), { value: 0, at: 1000 }],
    [
      'the sample of the service among others',
      vector(['other', 1], ['command', 2]),
      { value: 2000, at: 1000 },
    ],
  ])('%s is a value', (_, answer, expected) => {
    expect(readingOf(policy, answer)).toEqual(expected);
  });

  test.each([
    ['no sample at all', vector(), /has no sample/],
    ['only samples of others', vector(['other', 1]), /has no sample/],
    ['NaN, which 0/0 gives', vector(['command', Number.NaN]), /NaN.*missing value is not zero/],
    ['infinity, which x/0 gives', vector(['command', Number.POSITIVE_INFINITY]), /divided by zero/],
    ['a value beyond 64 bits', vector(['command', 1e30]), /64 bits/],
    [
      'a scalar',
      { kind: 'scalar', at: 0, value: 0, warnings: [], infos: [] } as const,
      /not a vector/,
    ],
  ])('%s is missing, never zero', (_, answer, message) => {
    const reading = readingOf(policy, answer);
    expect(reading).toEqual({ error: { message: expect.stringMatching(message) } });
  });
});

describe('explicit rules beside the policies', () => {
  const own = (rule: string) => ({ path: 'metrics.yaml', text: `metrics:\n- ${rule}\n` });
  const named = replaced('kong_upstream_latency_ms_60s_average', 'kong_latency_ms');

  test('a preset is enough', () => {
    const reading = compileConfig([named, own('preset: kong-latency')]);
    const [metric] = (reading.ok && reading.policies[0]?.metrics) || [];
    const matchers =
      'kubernetes_kind="service",kubernetes_namespace="kong",kubernetes_name="command"';
    expect(promqlOf(metric)).toBe(
      `sum by (kubernetes_name) (rate(kong_upstream_latency_ms_sum{${matchers}}[1m])) / sum by (kubernetes_name) (rate(kong_upstream_latency_ms_count{${matchers}}[1m]))`,
    );
  });

  test('a rule of the metric’s name counts before those of prometheus-adapter', () => {
    const query =
      '{name: kong_upstream_latency_ms_60s_average, resource: services, query: up, labels: {object: o}}';
    const reading = compileConfig([hpa, rules, own(query)]);
    expect(promqlOf(reading.ok ? reading.policies[0]?.metrics[0] : undefined)).toBe('up');
  });

  test('of another resource it is another metric', () => {
    const query =
      '{name: kong_upstream_latency_ms_60s_average, resource: pods, query: up, labels: {object: o}}';
    expect(problemsOf(compileConfig([hpa, own(query)]))).toHaveLength(1);
  });

  test.each([
    ['{preset: kong-latencies}', /^metrics\.yaml:2:12 metrics\[0\]\.preset: there is no preset/],
    ['{preset: kong-latency, name: other}', /no rule makes a metric kong_latency_ms/],
    [
      '{preset: kong-latency, server: other}',
      /^hpa\.yaml:\d+:\d+ spec\.metrics\[0\]\.object\.metric\.name: the rule of kong_latency_ms asks a server of its own/,
    ],
  ])('%s is refused', (rule, problem) => {
    expect(problemsOf(compileConfig([named, own(rule)]))).toContainEqual(
      expect.stringMatching(problem),
    );
  });

  test('the metrics of other charts are passed over', () => {
    const reading = compileConfig([
      hpa,
      rules,
      { path: 'v.yaml', text: 'metrics: {enabled: true}' },
    ]);
    expect(reading.ok && reading.passedOver).toHaveLength(1);
  });
});

describe('a mistake is named with its place, what is wrong and what to do', () => {
  test.each([
    [
      'a field that does not exist',
      [replaced('maxReplicas', 'maxReplica'), rules],
      /^hpa\.yaml:\d+:\d+ spec\.maxReplica: unknown field/,
    ],
    [
      'a value out of range',
      [replaced('minReplicas: 1', 'minReplicas: 11'), rules],
      /^hpa\.yaml:\d+:\d+ spec\.maxReplicas: Invalid value: 10: must be greater than or equal to `minReplicas`/,
    ],
    [
      'a metric without a rule',
      [replaced('"kong_upstream_latency_ms_60s_average"', '"latency"'), rules],
      /^hpa\.yaml:\d+:\d+ spec\.metrics\[0\]\.object\.metric\.name: no rule makes a metric latency/,
    ],
    ['no rules at all', [hpa], /there is no file of rules/],
    [
      // The API server does not validate the selector of a metric.
      'a metric selector that is none',
      [
        replaced(
          'name: "kong_upstream_latency_ms_60s_average"',
          'name: "kong_upstream_latency_ms_60s_average"\n        selector: {matchExpressions: [{key: code, operator: Like, values: [a]}]}',
        ),
        rules,
      ],
      /^hpa\.yaml:\d+:\d+ spec\.metrics\[0\]\.object\.metric\.selector: "Like" is not a valid label selector operator/,
    ],
    [
      'the same policy twice',
      [hpa, { ...hpa, path: 'copy.yaml' }, rules],
      /^copy\.yaml:\d+:\d+ metadata\.name: there is another policy kong\/command, in hpa\.yaml:1:1/,
    ],
    [
      'two policies over one workload',
      [
        hpa,
        {
          ...tutorialFile('hpa.yaml', (text) => text.replace('name: command', 'name: second')),
          path: 'second.yaml',
        },
        rules,
      ],
      /^second\.yaml:\d+:\d+ spec\.scaleTargetRef\.name: the policy kong\/command, in hpa\.yaml:1:1, scales Deployment kong\/command already/,
    ],
    ['YAML that cannot be read', [{ path: 'hpa.yaml', text: 'kind: [' }, rules], /^hpa\.yaml:/],
    [
      'a rule that cannot work',
      [hpa, tutorialFile('values.yaml', (text) => text.replace('<<.LabelMatchers>>', '<<.Labels'))],
      /^values\.yaml:\d+:\d+ rules\.custom\[0\]\.metricsQuery/,
    ],
    ['an empty folder', [], /there is no HorizontalPodAutoscaler/],
  ])('%s', (_, files, expected) => {
    const reading = compileConfig(files);
    const problems = problemsOf(reading);
    expect(
      problems.some((problem) => expected.test(problem)),
      problems.join('\n'),
    ).toBe(true);
    const remedies = reading.ok ? [] : reading.problems.map(({ remedy }) => remedy);
    expect(remedies.length).toBeGreaterThan(0);
  });

  test('several mistakes are told at once', () => {
    const reading = compileConfig([
      replaced('minReplicas: 1', 'minReplicas: -1'),
      tutorialFile('values.yaml', (text) => text.replace('seriesQuery', 'seriesQuerry')),
    ]);
    const files = reading.ok ? [] : reading.problems.map(({ file }) => file);
    expect(new Set(files)).toEqual(new Set(['hpa.yaml', 'values.yaml']));
  });

  test('the text of a problem has place, message and remedy on lines of their own', () => {
    const problem = {
      file: 'a.yaml',
      line: 3,
      column: 7,
      field: 'spec.maxReplicas',
      message: 'Required value',
      remedy: 'write it',
    };
    expect(formatProblems([problem])).toBe(
      'a.yaml:3:7  spec.maxReplicas\n  Required value\n  write it\n',
    );
  });
});

test('documents of other kinds are passed over, and said to be', () => {
  const deployment = { path: 'deployment.yaml', text: 'apiVersion: apps/v1\nkind: Deployment\n' };
  const reading = compileConfig([deployment, hpa, rules]);
  expect(reading.ok && reading.passedOver).toEqual([
    { file: 'deployment.yaml', line: 1, kind: 'Deployment' },
  ]);
});
