import type { DiscoveryRule, ResourceMapping } from './config.ts';

const CONTAINER_SERIES = '{__name__=~"^container_.*",container!="POD",namespace!="",pod!=""}';
const OTHER_SERIES = '{namespace!="",__name__!~"^container_.*"}';

const PODS: ResourceMapping = {
  overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } },
};
const ANY: ResourceMapping = { template: '<<.Resource>>' };

const CONTAINER_MATCHERS = '<<.Series>>{<<.LabelMatchers>>,container!="POD"}';
const MATCHERS = '<<.Series>>{<<.LabelMatchers>>}';

function rule(
  seriesQuery: string,
  isNot: string | undefined,
  resources: ResourceMapping,
  matches: string,
  inner: string,
): DiscoveryRule {
  return {
    seriesQuery,
    seriesFilters: isNot === undefined ? [] : [{ isNot }],
    resources,
    name: { matches, as: '' },
    metricsQuery: `sum(${inner}) by (<<.GroupBy>>)`,
  };
}

/**
 * The rules that prometheus-adapter's Helm chart brings unless its `rules.default` is false: every
 * series with a namespace becomes a metric, counters as their rate over five minutes.
 */
export const CHART_DEFAULT_RULES: readonly DiscoveryRule[] = [
  rule(
    CONTAINER_SERIES,
    undefined,
    PODS,
    '^container_(.*)_seconds_total$',
    `rate(${CONTAINER_MATCHERS}[5m])`,
  ),
  rule(
    CONTAINER_SERIES,
    '^container_.*_seconds_total$',
    PODS,
    '^container_(.*)_total$',
    `rate(${CONTAINER_MATCHERS}[5m])`,
  ),
  rule(CONTAINER_SERIES, '^container_.*_total$', PODS, '^container_(.*)$', CONTAINER_MATCHERS),
  rule(OTHER_SERIES, '.*_total$', ANY, '', MATCHERS),
  rule(OTHER_SERIES, '.*_seconds_total', ANY, '^(.*)_total$', `rate(${MATCHERS}[5m])`),
  rule(OTHER_SERIES, undefined, ANY, '^(.*)_seconds_total$', `rate(${MATCHERS}[5m])`),
];
