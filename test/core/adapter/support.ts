import {
  type Adapter,
  type AdapterCompatibility,
  type AdapterRule,
  compileAdapter,
  type DiscoveryRule,
  readAdapterConfig,
} from '@flyball/core';

/** The rule of prometheus-adapter's walkthrough: requests per second of anything with a label. */
export const HTTP: DiscoveryRule = {
  seriesQuery: 'http_requests_total{namespace!="",pod!=""}',
  seriesFilters: null,
  resources: {
    overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } },
  },
  name: { matches: '^(.*)_total$', as: `\${1}_per_second` },
  metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)',
};

export const PODS = { group: '', resource: 'pods' };
export const SERVICES = { group: '', resource: 'services' };

/** One rule of the custom API. */
export function ruleOf(
  rule: DiscoveryRule,
  compatibility: AdapterCompatibility = 'flyball',
): AdapterRule {
  const adapter = compileAdapter({ rules: [rule] }, { compatibility });
  const [compiled] = adapter.custom;
  if (compiled === undefined) throw new Error(adapter.problems[0]?.message);
  return compiled;
}

/** A configuration that is right. */
export function adapterOf(yaml: string): Adapter {
  const reading = readAdapterConfig(yaml);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return compileAdapter(reading.config);
}
