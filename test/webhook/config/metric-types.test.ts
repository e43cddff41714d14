import {
  type ConfigReading,
  compileConfig,
  type MetricQuery,
  type PodUsage,
  type QueryAnswer,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { tutorialFile } from '../../support/tutorial-files.ts';

const rules = {
  path: 'values.yaml',
  text: `
rules:
  default: false
  custom:
    - seriesQuery: 'requests_per_second{pod!=""}'
      resources: { overrides: { namespace: { resource: namespace }, pod: { resource: pod } } }
      name: { as: requests_per_second }
      metricsQuery: 'sum by (<<.GroupBy>>) (requests_per_second{<<.LabelMatchers>>})'
  external:
    - seriesQuery: 'queue_length'
      resources: { overrides: { namespace: { resource: namespace } } }
      name: { as: queue_length }
      metricsQuery: 'sum by (queue) (queue_length{<<.LabelMatchers>>})'
`,
};

/** The tutorial's policy with this as its only metric. */
function withMetric(metric: string, files = [rules]): ConfigReading {
  const hpa = tutorialFile('hpa.yaml', (text) => {
    const lines = metric.split('\n').map((line) => `    ${line}`);
    return `${text.slice(0, text.indexOf('  metrics:'))}  metrics:\n  -${lines.join('\n').slice(3)}\n`;
  });
  return compileConfig([hpa, ...files]);
}

function metricOf(reading: ConfigReading): MetricQuery {
  const metric = reading.ok ? reading.policies[0]?.metrics[0] : undefined;
  if (metric === undefined) throw new Error(JSON.stringify(reading));
  return metric;
}

function problemsOf(reading: ConfigReading): readonly string[] {
  return reading.ok ? [] : reading.problems.map(({ field, message }) => `${field}: ${message}`);
}

const vector = (
  ...samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[]
): QueryAnswer => ({
  kind: 'vector',
  samples: samples.map(([labels, value], index) => ({ labels, at: 1_000 + index, value })),
  warnings: [],
  infos: [],
});

const missing = (message: RegExp) => ({ error: { message: expect.stringMatching(message) } });

describe('a metric of type External', () => {
  const external = (selector = '') =>
    `type: External\nexternal:\n  metric: { name: queue_length${selector} }\n  target: { type: AverageValue, averageValue: "30" }`;
  const metric = metricOf(withMetric(external()));
  const read = (answer: QueryAnswer) =>
    metric.kind === 'value' ? metric.toReading(answer) : undefined;

  test('is asked for by the rules of rules.external, in the policy’s namespace', () => {
    expect(metric).toMatchObject({
      kind: 'value',
      name: 'queue_length',
      promql: 'sum by (queue) (queue_length{namespace="kong"})',
    });
  });

  test('selects by labels', () => {
    const reading = withMetric(external(', selector: { matchLabels: { queue: mail } }'));
    expect(metricOf(reading)).toMatchObject({
      promql: 'sum by (queue) (queue_length{queue="mail",namespace="kong"})',
    });
  });

  test('every sample is a value, and the whole as old as the oldest', () => {
    expect(read(vector([{ queue: 'a' }, 1.5], [{ queue: 'b' }, 0]))).toEqual({
      values: [1_500, 0],
      at: 1_000,
    });
    expect(read({ kind: 'scalar', at: 7, value: 2, warnings: [], infos: [] })).toEqual({
      values: [2_000],
      at: 7,
    });
  });

  test.each([
    ['no sample', vector(), /has no sample of queue_length/],
    ['one sample that is no number', vector([{}, 1], [{}, Number.NaN]), /is no value/],
    ['a range', { kind: 'matrix', series: [], warnings: [], infos: [] } as const, /a matrix/],
  ])('%s is missing, never zero', (_, answer, message) => {
    expect(read(answer)).toEqual(missing(message));
  });
});

describe('a metric of type Pods', () => {
  const metric = metricOf(
    withMetric(
      'type: Pods\npods:\n  metric: { name: requests_per_second }\n  target: { type: AverageValue, averageValue: "100" }',
    ),
  );

  test('is one query for the pods that there are', () => {
    expect(metric).toMatchObject({ kind: 'pods', name: 'requests_per_second' });
    expect(metric.kind === 'pods' && metric.promqlFor(['command-1', 'command-2'])).toBe(
      'sum by (pod) (requests_per_second{namespace="kong",pod=~"command-1|command-2"})',
    );
  });

  test('a pod without a number is not among them', () => {
    const answer = vector([{ pod: 'a' }, 12.5], [{ pod: 'b' }, Number.NaN], [{}, 3]);
    expect(metric.kind === 'pods' && metric.toReading(answer)).toEqual({
      pods: { a: { value: 12_500, at: 1_000 } },
    });
    expect(metric.kind === 'pods' && metric.toReading(vector())).toEqual(
      missing(/no sample .* any of the pods/),
    );
  });
});

describe('what pods use', () => {
  const cpu =
    'type: Resource\nresource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } }';
  const memory =
    'type: ContainerResource\ncontainerResource: { name: memory, container: app, target: { type: AverageValue, averageValue: 1Gi } }';
  const usage = (name: string, ...containers: PodUsage['containers']): PodUsage => ({
    name,
    at: 5_000,
    window: 15_000,
    containers,
  });
  const app = { name: 'app', usage: { cpu: 120, memory: '9007199254740993' } };
  const mesh = { name: 'mesh', usage: { cpu: 30, memory: 7 } };
  const read = (metric: string, ...pods: readonly PodUsage[]) => {
    const query = metricOf(withMetric(metric, []));
    return query.kind === 'usage' ? query.toReading(pods) : undefined;
  };

  test('of a resource is the sum of the containers, and needs no rule', () => {
    expect(read(cpu, usage('a', app, mesh), usage('b', app))).toEqual({
      pods: {
        a: { value: 150, at: 5_000, window: 15_000 },
        b: { value: 120, at: 5_000, window: 15_000 },
      },
    });
  });

  test('of a container is that of this one, exactly', () => {
    expect(read(memory, usage('a', mesh, app))).toEqual({
      pods: { a: { value: '9007199254740993', at: 5_000, window: 15_000 } },
    });
  });

  test('a pod of which a container was not measured has no sample', () => {
    const unmeasured = { name: 'mesh', usage: {} };
    expect(read(cpu, usage('a', app, unmeasured), usage('b', app))).toMatchObject({
      pods: { b: { value: 120 } },
    });
    expect(read(cpu, usage('a', unmeasured))).toEqual(missing(/cpu of none of the pods/));
  });

  test('no pods, or another container, are missing', () => {
    expect(read(cpu)).toEqual(missing(/none of the pods has been measured/));
    expect(read(memory, usage('a', mesh))).toEqual(missing(/the pod a has no container app/));
  });
});

describe('what no rule makes is refused', () => {
  test.each([
    [
      'type: External\nexternal:\n  metric: { name: queue }\n  target: { type: Value, value: "30" }',
      'spec.metrics[0].external.metric.name: no rule makes an external metric queue',
    ],
    [
      'type: Pods\npods:\n  metric: { name: requests }\n  target: { type: AverageValue, averageValue: "1" }',
      'spec.metrics[0].pods.metric.name: no rule makes a metric requests of pods',
    ],
  ])('%s', (metric, problem) => {
    expect(problemsOf(withMetric(metric))).toEqual([problem]);
    expect(problemsOf(withMetric(metric, []))).toEqual([
      expect.stringContaining('there is no file of rules'),
    ]);
  });
});
