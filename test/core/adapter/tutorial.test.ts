import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  compileAdapter,
  formatMetricMilli,
  metricMilli,
  readAdapterFile,
  resolveStatically,
  samplesByObject,
} from '@flyball/core';
import { expect, test } from 'vitest';

const values = readFileSync(
  path.join(import.meta.dirname, '../../../examples/kong-tutorial/values.yaml'),
  'utf8',
);

// The expected query and value are those of the tutorial's answer, as recorded (adapter-values).
test('the tutorial: from values.yaml to the query, from the sample to 102312m', () => {
  const reading = readAdapterFile(values);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const adapter = compileAdapter(reading.config);
  expect(adapter.problems).toEqual([]);

  const { group, resource } = adapter.kinds.find({ group: '', resource: 'service' });
  const metric = 'kong_upstream_latency_ms_60s_average';
  const found = resolveStatically(adapter, metric, { group, resource });
  if (found.kind !== 'rule') throw new Error(found.reason);

  const answer = found.rule.objectQuery({
    series: found.series,
    resource: { group, resource },
    namespace: 'kong',
    names: ['command'],
  });
  const matchers = 'exported_namespace="kong",exported_service="command"';
  expect(answer).toEqual({
    ok: true,
    label: 'exported_service',
    query:
      `sum by (exported_service) (rate(kong_upstream_latency_ms_sum{${matchers}}[60s:10s]))\n` +
      '  /\n' +
      `sum by (exported_service) (rate(kong_upstream_latency_ms_count{${matchers}}[60s:10s]))\n`,
  });

  const sample = { labels: { exported_service: 'command' }, value: 102.3129, at: 0 };
  const byObject = samplesByObject([sample], 'exported_service');
  const milli = metricMilli(byObject.get('command')?.value ?? Number.NaN, 'flyball', 'custom');
  expect(milli).toEqual({ ok: true, milli: 102312 });
  expect(milli.ok && formatMetricMilli(milli.milli)).toBe('102312m');
});
