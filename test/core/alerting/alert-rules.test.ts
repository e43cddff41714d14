import { alertRules, formatRuleFile, type MetricSpec } from '@flyball/core';
import { describe, expect, it } from 'vitest';
import { autoscaler, objectMetric, query } from './autoscaler.ts';

describe('alertRules', () => {
  it('makes a pair of alerts for the tutorial', () => {
    const labels = {
      namespace: 'kong',
      horizontalpodautoscaler: 'command',
      metric: 'kong_upstream_latency_ms_60s_average',
    };
    const metric = 'kong_upstream_latency_ms_60s_average of Service command';
    expect(alertRules(autoscaler(), [query])).toEqual({
      problems: [],
      group: {
        name: 'flyball/kong/command',
        rules: [
          {
            alert: 'FlyballAboveTarget',
            expr: `(${query}) >= 44.001`,
            for: '0s',
            labels,
            annotations: { summary: `${metric} is more than 10 % above its target 40` },
          },
          {
            alert: 'FlyballBelowTarget',
            expr: `(${query}) < 36`,
            for: '0s',
            labels,
            annotations: { summary: `${metric} is more than 10 % below its target 40` },
          },
        ],
      },
    });
  });

  const comparisons = (...given: Parameters<typeof alertRules>): readonly (string | undefined)[] =>
    alertRules(...given).group?.rules.map(({ expr }) => expr) ?? [];

  it('takes the tolerance of each direction, and the flag where there is none', () => {
    const tight = autoscaler([objectMetric()], { scaleUp: { tolerance: '50m' }, scaleDown: {} });
    expect(comparisons(tight, ['load'])).toEqual(['(load) >= 42.001', '(load) < 36']);
    const options = { tolerance: 0.2 };
    expect(comparisons(tight, ['load'], options)).toEqual(['(load) >= 42.001', '(load) < 32']);
  });

  it('writes a zero tolerance, and quantities as they stand in the manifest', () => {
    const exact = autoscaler([objectMetric('1500m')]);
    const { group } = alertRules(exact, ['load'], { tolerance: 0 });
    expect(group?.rules.map(({ expr }) => expr)).toEqual(['(load) >= 1.501', '(load) < 1.5']);
    expect(group?.rules[0]?.annotations.summary).toMatch(/ is above its target 1500m$/);
  });

  it('keeps the bracket out of a comment', () => {
    expect(comparisons(autoscaler(), [' load # all of it '])[0]).toBe(
      '(load # all of it\n) >= 44.001',
    );
  });

  it('writes the durations', () => {
    const { group } = alertRules(autoscaler(), [query], {
      for: 30_000,
      keepFiringFor: 90_000,
      interval: 5_000,
    });
    expect(group).toMatchObject({
      interval: '5s',
      rules: [
        { for: '30s', keep_firing_for: '1m30s' },
        { for: '30s', keep_firing_for: '1m30s' },
      ],
    });
  });

  it('tells metrics of one name apart: alerts with the same labels would be one alert', () => {
    const metrics = [objectMetric(), objectMetric('10', 'queue'), objectMetric('80')];
    const { group } = alertRules(autoscaler(metrics), ['a', 'b', 'c']);
    expect(group?.rules.map(({ labels }) => labels['metric_index'])).toEqual([
      '0',
      '0',
      undefined,
      undefined,
      '2',
      '2',
    ]);
  });

  it('does not let Prometheus expand a name as a template', () => {
    const { group } = alertRules(autoscaler([objectMetric('40', '{{ $value }}')]), ['load']);
    expect(group?.rules[0]?.labels['metric']).toBe('{{"{{"}} $value }}');
    expect(group?.rules[0]?.annotations.summary).toMatch(/^\{\{"\{\{"\}\} \$value \}\} of Service/);
  });
});

describe('what has no alert', () => {
  const identifier = { name: 'load' };
  const perPod = { type: 'AverageValue', averageValue: '10' } as const;
  const refused: readonly (readonly [string, MetricSpec, string, RegExp])[] = [
    [
      'cpu',
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      },
      'spec.metrics[0].type',
      /type Resource: it is an average over pods/,
    ],
    [
      'cpu of a container',
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'app', target: perPod },
      },
      'spec.metrics[0].type',
      /type ContainerResource/,
    ],
    [
      'Pods',
      { type: 'Pods', pods: { metric: identifier, target: perPod } },
      'spec.metrics[0].type',
      /type Pods/,
    ],
    [
      'External',
      {
        type: 'External',
        external: { metric: identifier, target: { type: 'Value', value: '40' } },
      },
      'spec.metrics[0].type',
      /type External: it is a sum/,
    ],
    [
      'an average of an object',
      {
        type: 'Object',
        object: {
          describedObject: { kind: 'Service', name: 'command' },
          metric: identifier,
          target: perPod,
        },
      },
      'spec.metrics[0].object.target.type',
      /AverageValue: it moves with the number of pods/,
    ],
    [
      'a Value without value',
      {
        type: 'Object',
        object: {
          describedObject: { kind: 'Service', name: 'command' },
          metric: identifier,
          target: { type: 'Value' },
        },
      },
      'spec.metrics[0].object.target.type',
      /no value/,
    ],
  ];
  it.each(refused)('%s', (_, metric, field, message) => {
    const { group, problems } = alertRules(autoscaler([metric]), ['load']);
    expect(group).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({
        field,
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(/\S/),
      }),
    ]);
  });

  it('leaves the alerts of the other metrics', () => {
    const [, cpu] = refused[0] ?? [];
    const metrics = [objectMetric(), ...(cpu === undefined ? [] : [cpu])];
    const { group, problems } = alertRules(autoscaler(metrics), [query]);
    expect(group?.rules).toHaveLength(2);
    expect(problems.map(({ path }) => path)).toEqual([['spec', 'metrics', 1, 'type']]);
  });

  const value = 'spec.metrics[0].object.target.value';
  it.each([
    ['a target of 0', '0', [query], {}, value, 'bad-quantity'],
    ['a target that is no quantity', '4O', [query], {}, value, 'bad-quantity'],
    ['no query', '40', [], {}, 'spec.metrics[0]', 'missing-query'],
    ['an empty query', '40', [' '], {}, 'spec.metrics[0]', 'missing-query'],
    [
      'a negative tolerance',
      '40',
      [query],
      { tolerance: -0.1 },
      'options.tolerance',
      'bad-tolerance',
    ],
    [
      'a tolerance without end',
      '40',
      [query],
      { tolerance: Infinity },
      'options.tolerance',
      'bad-tolerance',
    ],
    ['half a millisecond', '40', [query], { for: 0.5 }, 'options.for', 'bad-duration'],
    ['a negative duration', '40', [query], { for: -1 }, 'options.for', 'bad-duration'],
    ['no interval', '40', [query], { interval: 0 }, 'options.interval', 'bad-duration'],
    ['NaN', '40', [query], { keepFiringFor: Number.NaN }, 'options.keepFiringFor', 'bad-duration'],
  ])('%s', (_, target, queries, options, field, code) => {
    const { group, problems } = alertRules(autoscaler([objectMetric(target)]), queries, options);
    expect(group).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ code, field })]);
  });

  it('a tolerance that is no quantity, or negative', () => {
    const odd = autoscaler([objectMetric()], {
      scaleUp: { tolerance: 'ten' },
      scaleDown: { tolerance: '-1' },
    });
    expect(alertRules(odd, [query]).problems).toMatchObject([
      { code: 'bad-quantity', field: 'spec.behavior.scaleUp.tolerance' },
      { code: 'bad-tolerance', field: 'spec.behavior.scaleDown.tolerance' },
    ]);
  });

  it('an object without names', () => {
    const nameless = { ...autoscaler(), metadata: {} };
    expect(alertRules(nameless, [query]).problems).toMatchObject([
      { code: 'missing-name', field: 'metadata.namespace' },
      { code: 'missing-name', field: 'metadata.name' },
    ]);
  });
});

describe('formatRuleFile', () => {
  it('is YAML, every text on one line and what YAML 1.1 takes for no text in quotes', () => {
    const { group } = alertRules({ ...autoscaler(), metadata: { namespace: 'no', name: 'y' } }, [
      query,
    ]);
    const text = formatRuleFile(group === undefined ? [] : [group]);
    expect(text).toContain('groups:\n  - name: flyball/no/y\n    rules:\n');
    expect(text).toContain(`        expr: ${query.replace(/^/, '(')}) >= 44.001\n`);
    expect(text).toContain('          namespace: "no"\n          horizontalpodautoscaler: "y"\n');
    expect(text).not.toMatch(/[&*]a\d/);
  });
});
