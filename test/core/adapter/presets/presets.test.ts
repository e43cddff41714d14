import {
  compileExplicitRules,
  type ExplicitRule,
  type MetricFamily,
  metricFamilies,
  PRESETS,
  type Preset,
  parseSelector,
  type RuleQuery,
  readExplicitRules,
  readExposition,
} from '@flyball/core';
import { Query, SeriesStore } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { expositions } from './expositions.ts';

/** A minute at the beginning of which every counter is 0, and at the end what the text says. */
const start = Date.UTC(2026, 0, 1);
const minute = 60_000;
const steps = 12;

function familiesOf(preset: Preset): readonly MetricFamily[] {
  const source = preset.name.replace(/-(?:latency|requests|queue)$/, '');
  const reading = readExposition(expositions[source] ?? '', 'text');
  if (!reading.ok) throw new Error(reading.problem.message);
  return metricFamilies(reading.entries);
}

function storeOf(families: readonly MetricFamily[]): SeriesStore {
  const store = new SeriesStore({ retention: Number.POSITIVE_INFINITY });
  for (const { type, samples } of families) {
    for (const { name, labels, value } of samples) {
      const series = store.series({ __name__: name, ...labels });
      for (let step = 0; step <= steps; step++) {
        const at = start + (minute * step) / steps;
        series.append(at, type === 'gauge' ? value : (value * step) / steps);
      }
    }
  }
  return store;
}

/** The query that the metrics API would make for `command` in `kong`. */
function queryOf(rule: ExplicitRule): RuleQuery {
  const { custom, external, problems } = compileExplicitRules([rule]);
  expect(problems).toEqual([]);
  const [metric] = custom;
  if (metric !== undefined) {
    const { resource } = metric;
    return metric.rule.objectQuery({
      series: '',
      resource,
      namespace: 'kong',
      names: ['command', 'absent'],
    });
  }
  const label = { envoy: 'envoy_cluster_name', haproxy: 'proxy', apisix: 'service' };
  const source = rule.name.split('_')[0] as keyof typeof label;
  const selector = parseSelector(`${label[source]}=command`);
  const query = external[0]?.rule.externalQuery({ series: '', namespace: 'kong', selector });
  if (query === undefined) throw new Error(`${rule.name} compiles to nothing`);
  return query;
}

function answerOf(rule: ExplicitRule, store: SeriesStore): Readonly<Record<string, number>> {
  const made = queryOf(rule);
  if (!made.ok) throw new Error(made.message);
  const answer = new Query(made.query).over(store).at(start + minute);
  if (answer.kind !== 'vector') throw new Error(`a ${answer.kind}`);
  return Object.fromEntries(
    answer.labels.map((labels, i) => [
      labels.toRecord()[made.label] ?? '',
      answer.values[i] ?? Number.NaN,
    ]),
  );
}

const all = [...PRESETS.values()];

describe('each preset, over what its source is documented to show', () => {
  test.each(all.map((preset) => [preset.name, preset] as const))('%s', (name, preset) => {
    const families = familiesOf(preset);
    for (const { name: family, type } of preset.families) {
      expect(families.find((each) => each.name === family)?.type).toBe(type);
    }
    const expected = name.endsWith('latency') ? 102.312 : name.endsWith('queue') ? 7 : 3;
    const object = preset.rule.resource === undefined ? '' : 'command';
    expect(answerOf(preset.rule, storeOf(families))).toEqual({
      [object]: expect.closeTo(expected, 9),
    });
  });

  test('there is no text without a preset', () => {
    const sources = all.map(({ name }) => name.replace(/-(?:latency|requests|queue)$/, ''));
    expect(Object.keys(expositions).sort()).toEqual([...new Set(sources)].sort());
  });
});

describe('without requests a latency is missing, and never zero', () => {
  const latencies = all.filter(({ name }) => name.endsWith('latency'));
  test.each(latencies.map((preset) => [preset.name, preset] as const))('%s', (_, preset) => {
    const idle = familiesOf(preset).map((family) => ({
      ...family,
      samples: family.samples.map((sample) => ({
        ...sample,
        value: family.type === 'gauge' ? sample.value : 0,
      })),
    }));
    for (const value of Object.values(answerOf(preset.rule, storeOf(idle)))) {
      expect(value).toBeNaN();
    }
  });
});

describe('in a file of explicit rules', () => {
  const read = (...lines: readonly string[]) =>
    readExplicitRules(['metrics:', ...lines.map((line) => `  ${line}`)].join('\n'));

  test('the name of a preset is enough', () => {
    const reading = read('- preset: kong-latency', '- preset: istio-requests');
    expect(reading.ok && reading.rules).toEqual(
      ['kong-latency', 'istio-requests'].map((name) => PRESETS.get(name)?.rule),
    );
  });

  test('what is written beside it counts', () => {
    const reading = read(
      '- preset: ingress-nginx-latency',
      '  name: shop_latency',
      '  labels: {object: service, namespace: namespace}',
      '  server: shop',
      '  notANumber: 0',
    );
    expect(reading.ok && reading.rules[0]).toMatchObject({
      name: 'shop_latency',
      resource: 'services',
      labels: { object: 'service', namespace: 'namespace' },
      server: 'shop',
      notANumber: 0,
      window: 60_000,
    });
  });

  test.each([
    [
      ['- preset: kong-latencies'],
      'unknown-preset',
      2,
      'use kong-latency; docs/reference/presets.md has all of them',
    ],
    [
      ['- preset: istio-latency', '  query: up'],
      'preset-conflict',
      3,
      'remove query, or write the whole rule without a preset',
    ],
    [
      ['- preset: traefik-latency', '  labels: {object: service}'],
      'preset-conflict',
      3,
      'remove labels, or write the whole rule without a preset',
    ],
  ])('%j is refused', (lines, code, line, remedy) => {
    const reading = read(...lines);
    expect(reading.ok ? [] : reading.problems).toMatchObject([{ code, line, remedy }]);
  });
});
