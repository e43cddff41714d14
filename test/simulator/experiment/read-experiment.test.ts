import {
  experimentSchema,
  FileProblemsError,
  readExperiment,
  type Scenario,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 9
  metrics:
    - type: Object
      object:
        metric: {name: latency_ms}
        describedObject: {apiVersion: v1, kind: Service, name: web}
        target: {type: Value, value: "40"}
`;

const files: Record<string, string> = {
  'hpa.yaml': `kind: Service\n---\n${hpa}`,
  'bad-hpa.yaml': hpa.replace('maxReplicas: 9', 'maxReplicas: 0'),
  'service.yaml': 'kind: Service\n',
  'load.csv': 'time,rate\n0,5\n60,7\n',
  'load.ndjson': '[0,5]\n[60,7]\n',
  'load.json': '[[0,5],[60,7]]',
  'bad.csv': 'time,rate\n0,5\n60,x\n',
};

const whole = `
name: example
about: for a test
duration: 1h30m
start: "2026-03-02T00:00:00Z"
seeds: 3
firstSeed: 10
engine: fluid
loads:
  day: {kind: diurnal, mean: 100, amplitude: 0.5}
  sale: {kind: flash, peak: 50, start: 10m, rampUp: 30s, plateau: 5m, decay: 2m}
workload: day * 2 + sale
gaps: {law: erlang, shape: 4, mean: 1}
service:
  requests: {work: {law: lognormal, mean: 20ms, cv: 1.5}, floor: 5ms}
  pods: {initial: 2, startup: {law: uniform, low: 5s, high: 15s}, readiness: {period: 10s}}
goal: {latency: 250ms, share: 99%}
prices: {podHour: 0.04}
policies:
  today:
    kind: hpa
    manifest: hpa.yaml
    controller: {downscaleStabilization: 1m, tolerance: 0.05}
    path: {kind: direct, meters: {latency_ms: {measure: latency, scale: 1000, window: 1m}}}
  fixed 6: {kind: fixed, replicas: 6}
  oracle: {kind: oracle, lead: 1m}
  plan: {kind: schedule, orders: [[0s, 2], [10m, 5]]}
baseline: fixed 6
`;

const read = (text: string, name = 'experiment.yaml') =>
  readExperiment(name, text, (path) => {
    const found = files[path];
    if (found === undefined) throw new Error('no such file');
    return found;
  });

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error;
    return error.problems.map(
      ({ file, line, column, field, message, remedy }) =>
        `${file}:${line}:${column} ${field}: ${message}. ${remedy}`,
    );
  }
  return [];
}

describe('a whole experiment', () => {
  test('every policy becomes a scenario under the same load', () => {
    const experiment = read(whole);
    expect([...experiment.scenarios.keys()]).toEqual(['today', 'fixed 6', 'oracle', 'plan']);
    expect(experiment).toMatchObject({
      name: 'example',
      baseline: 'fixed 6',
      seeds: [10n, 11n, 12n],
      prices: { podHour: 0.04 },
    });
    const today = experiment.scenarios.get('today');
    expect(today).toMatchObject({
      duration: 5400,
      startsAt: Date.UTC(2026, 2, 2),
      engine: 'fluid',
      goal: { latency: 0.25, share: 0.99 },
      workload: { kind: 'sum', parts: [{ kind: 'product' }, { kind: 'flash', start: 600 }] },
      service: {
        requests: { work: { law: 'lognormal' }, floor: 0.005 },
        pods: { startup: { law: 'uniform', low: 5, high: 15 }, readiness: { period: 10 } },
      },
      autoscaler: {
        kind: 'hpa',
        controller: { downscaleStabilization: 60_000, tolerance: 0.05 },
        path: {
          kind: 'direct',
          meters: [{ measure: 'latency', scale: 1000, window: 60 }],
        },
      },
    } satisfies Partial<Record<keyof Scenario, unknown>>);
    expect(experiment.scenarios.get('plan')?.autoscaler).toEqual({
      kind: 'schedule',
      orders: [
        [0, 2],
        [600, 5],
      ],
    });
    for (const scenario of experiment.scenarios.values()) {
      expect(scenario.workload).toBe(today?.workload);
    }
  });

  test('what is left out: loads are added up, the file names it, twenty seeds, the first is baseline', () => {
    const text = `
duration: 10m
loads:
  a: {kind: constant, rate: 1}
  b: {kind: constant, rate: 2}
service: {requests: {work: 0.01}, pods: {}}
goal: {latency: 1, share: 0.9}
policies: {one: {kind: fixed, replicas: 1}}
`;
    const experiment = read(text, 'some/folder/shop.yaml');
    expect(experiment).toMatchObject({ name: 'shop.yaml', about: null, baseline: 'one' });
    expect(experiment.seeds.length).toBe(20);
    expect(experiment.scenarios.get('one')?.workload).toMatchObject({ kind: 'sum' });
  });

  test('JSON will do, and a manifest may stand in the experiment itself', () => {
    const text = JSON.stringify({
      duration: 60,
      loads: { a: { kind: 'constant', rate: 1 } },
      service: { requests: { work: 0.01 }, pods: {} },
      goal: { latency: 1, share: 0.9 },
      policies: {
        cpu: {
          kind: 'hpa',
          manifest: {
            apiVersion: 'autoscaling/v2',
            kind: 'HorizontalPodAutoscaler',
            metadata: { name: 'web' },
            spec: {
              scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
              maxReplicas: 3,
            },
          },
        },
      },
    });
    expect(read(text).scenarios.get('cpu')?.autoscaler).toMatchObject({ path: { kind: 'hpa' } });
  });

  test.each(['load.csv', 'load.ndjson', 'load.json'])('a recorded load: %s', (path) => {
    const text = whole.replace(
      /^ {2}day: .*$/m,
      `  day: {kind: file, path: ${path}, repeat: true}`,
    );
    const load = read(text).scenarios.get('today')?.workload;
    expect(JSON.stringify(load)).toContain(
      '{"kind":"samples","points":[[0,5],[60,7]],"repeat":true}',
    );
  });
});

const latency = `
- seriesQuery: 'kong_upstream_latency_ms_count{exported_service!=""}'
  resources: {overrides: {exported_namespace: {resource: namespace}, exported_service: {resource: service}}}
  name: {as: latency_ms}
  metricsQuery: sum(rate(kong_upstream_latency_ms_sum{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)
`;
files['adapter.yaml'] = `rules:${latency.replaceAll('\n', '\n  ')}`;
files['rules.yaml'] = `
groups:
  - name: own
    rules:
      - {alert: Busy, expr: http_requests_in_flight > 5, for: 1m, labels: {severity: page}}
      - {record: rate, expr: 'sum(rate(http_requests_total[1m]))'}
`;
files['bad.rules.yaml'] = `
groups:
  - name: own
    rules:
      - {alert: Busy, expr: rate(http_requests_total)}
`;

describe('paths', () => {
  const over = (paths: string, policy = '') =>
    whole.replace(/^ {4}path: .*$/m, policy).replace('policies:', `paths:\n${paths}\npolicies:`);

  test('a policy is tried over each path, and stands by both names', () => {
    const experiment = read(
      over(
        '  slow: {kind: hpa, scrape: 1m, adapter: adapter.yaml}\n  fast: {kind: flyball, scrape: {interval: 5s, phase: 2s}, rules: rules.yaml, adapter: adapter.yaml, alertmanager: {groupWait: 1s}}',
      ),
    );
    expect([...experiment.scenarios.keys()]).toEqual([
      'today via slow',
      'today via fast',
      'fixed 6',
      'oracle',
      'plan',
    ]);
    expect(experiment.scenarios.get('today via fast')?.autoscaler).toMatchObject({
      path: {
        kind: 'flyball',
        scrape: { interval: 5, phase: 2 },
        alertmanager: { groupWait: 1 },
        adapter: { rules: [{ name: { as: 'latency_ms' } }] },
        rules: [
          {
            name: 'own',
            rules: [
              { alert: 'Busy', for: '1m', labels: { severity: 'page' } },
              { record: 'rate', expr: 'sum(rate(http_requests_total[1m]))' },
            ],
          },
        ],
      },
    });
  });

  test('a policy with a path of its own by name is tried over that one', () => {
    const paths =
      '  slow: {kind: hpa, adapter: adapter.yaml}\n  fast: {kind: flyball, adapter: adapter.yaml}';
    expect([...read(over(paths, '    path: fast')).scenarios.keys()][0]).toBe('today');
    expect(problemsOf(over(paths, '    path: fats'))).toEqual([
      'experiment.yaml:27:11 policies.today.path: no path is named fats. name one of slow, fast',
    ]);
  });

  test.each([
    [
      '  slow: {kind: hpa}',
      'experiment.yaml:20:9 paths.slow: nothing says what the metric latency_ms reads. write adapter: values.yaml, the rules of prometheus-adapter',
    ],
    [
      '  slow: {kind: hpa, adapter: adapter.yaml, rules: [bad.rules.yaml]}',
      'bad.rules.yaml:5:29 groups[0].rules[0].expr: rate(…) takes a range vector, and this is an instant vector (line 1, column 6 of it)',
    ],
    [
      '  slow: {kind: keda, triggers: [{query: up}]}',
      'experiment.yaml:20:32 paths.slow.triggers: 1 triggers stand against 0 External metrics of 1',
    ],
    [
      '  slow: {kind: hpa, adapter: adapter.yaml, scrape: fast}',
      'experiment.yaml:20:52 paths.slow.scrape: "fast" is not a span of 0.001 s or more',
    ],
  ])('%s', (paths, expected) => {
    expect(problemsOf(over(paths))[0]).toContain(expected);
  });

  test('several loads, faults and metrics', () => {
    const experiment = read(
      whole
        .replace('workload: day * 2 + sale', 'workload: {calm: day, sale: day + sale}')
        .replace(
          'goal:',
          'metrics: [{name: latency_seconds, of: latency, labels: {app: shop}}]\nfaults: [{kind: prometheus-down, from: 10m, until: 15m}]\ngoal:',
        ),
    );
    expect([...experiment.workloads.keys()]).toEqual(['calm', 'sale']);
    expect(experiment.scenarios.get('today')).toMatchObject({
      metrics: [{ name: 'latency_seconds', of: 'latency', labels: { app: 'shop' } }],
      faults: [{ kind: 'prometheus-down', from: 600, until: 900 }],
    });
  });
});

describe('mistakes are told with their place and their mend', () => {
  const change = (from: string | RegExp, to: string) => whole.replace(from, to);

  test.each([
    [
      '',
      'experiment.yaml:1:1 : the file holds no experiment. flyball init writes one to begin with',
    ],
    [
      change('duration: 1h30m', 'duration: soon'),
      'experiment.yaml:4:11 duration: "soon" is not a span of 1 s or more. write a span as 250ms, 30s, 5m, 1h30m or 2d, or a number of seconds',
    ],
    [
      change('seeds: 3', 'sedes: 3'),
      'experiment.yaml:6:1 sedes: sedes is not known here. did you mean seeds?',
    ],
    [
      change('goal: {latency: 250ms, share: 99%}', 'goal: {latency: 250ms, share: 99}'),
      'experiment.yaml:17:31 goal.share: 99 is not a share above 0 and below 1. write 95% or 0.95',
    ],
    [
      change('kind: diurnal, mean', 'kind: durnal, mean'),
      'experiment.yaml:10:15 loads.day.kind: "durnal" is no kind here. did you mean diurnal?',
    ],
    [
      change('requests: {work: {law: lognormal, mean: 20ms, cv: 1.5}, floor: 5ms}', 'requests: {}'),
      'experiment.yaml:15:13 service.requests: work is missing. write work: …',
    ],
    [
      change('workload: day * 2 + sale', 'workload: day * 2 + sales'),
      'experiment.yaml:12:11 workload: no load is named sales; there is: day, sale, at character 11. write loads, numbers, + and *',
    ],
    [
      change('manifest: hpa.yaml', 'manifest: gone.yaml'),
      'experiment.yaml:22:15 policies.today.manifest: gone.yaml cannot be read: no such file. name a file, relative to this one',
    ],
    [
      change('manifest: hpa.yaml', 'manifest: service.yaml'),
      'experiment.yaml:22:15 policies.today.manifest: service.yaml holds no HorizontalPodAutoscaler. the file needs a document of kind HorizontalPodAutoscaler',
    ],
    [
      change('latency_ms: {measure', 'latency: {measure'),
      'experiment.yaml:24:11 policies.today.path: nothing says what the metric latency_ms reads. write meters: {latency_ms: {measure: latency, scale: 1000}} or what it reads',
    ],
    [
      change('baseline: fixed 6', 'baseline: fixed 7'),
      'experiment.yaml:28:11 baseline: no policy is named fixed 7. name one of today, fixed 6, oracle, plan',
    ],
    [
      change(/^ {2}day: .*$/m, '  day: {kind: file, path: bad.csv}'),
      'bad.csv:3:1 : "x" is no number. a load has a column of instants and one of rates or counts',
    ],
    [
      change('{law: erlang, shape: 4, mean: 1}', '{law: gamma, mean: 1, cv: 0}'),
      'experiment.yaml:13:7 gaps: cv must be a finite number > 0, got 0. change the value',
    ],
  ])('%#', (text, expected) => {
    expect(problemsOf(text)).toContain(expected);
  });

  test('a manifest that the API server would refuse points into its own file', () => {
    const [problem = ''] = problemsOf(change('manifest: hpa.yaml', 'manifest: bad-hpa.yaml'));
    expect(problem).toMatch(/^bad-hpa\.yaml:6:16 .*maxReplicas/);
  });

  test('broken YAML is told where it breaks', () => {
    const [problem = ''] = problemsOf('duration: [1\n');
    expect(problem).toMatch(/^experiment\.yaml:\d+:\d+ /);
  });

  test('several at once', () => {
    const text = change('seeds: 3', 'seeds: none').replace('engine: fluid', 'engine: slow');
    expect(problemsOf(text).length).toBe(2);
  });
});

describe('the schema for editors', () => {
  test('knows the fields, and which must be there', () => {
    const schema = experimentSchema();
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['duration', 'loads', 'service', 'goal', 'policies'],
    });
    expect(Object.keys(schema['properties'] ?? {})).toContain('baseline');
  });
});
