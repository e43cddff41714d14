import {
  answerMetricsUrl,
  compileAdapter,
  customRegistry,
  type DiscoveryRule,
  emptyListing,
  type MetricsService,
  type QueryOutcome,
  readAdapterConfig,
  readDocuments,
  relist,
  type SeriesAnswer,
} from '@flyball/core';
import type { Benchmark } from '../benchmark.ts';

const RULES = 100;
const TEXT = `rules:\n${Array.from({ length: RULES }, (_, i) => ruleText(i)).join('')}`;

function ruleText(i: number): string {
  return `- seriesQuery: 'requests_${i}_total{namespace!="",service!=""}'
  resources: {overrides: {namespace: {resource: namespace}, service: {resource: service}}}
  name: {matches: '^(.*)_total$', as: '\${1}_per_second'}
  metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'
`;
}

const RULE_LIST = rulesOf(TEXT);

function rulesOf(text: string): readonly DiscoveryRule[] {
  const reading = readAdapterConfig(text);
  return reading.ok ? (reading.config.rules ?? []) : [];
}

const SERVICE = serviceOf();

function serviceOf(): MetricsService {
  const adapter = compileAdapter({ rules: RULE_LIST });
  const answers = new Map(
    RULE_LIST.map(({ seriesQuery }, i): [string, SeriesAnswer] => [
      seriesQuery,
      { ok: true, series: [{ __name__: `requests_${i}_total`, namespace: 'a', service: 'b' }] },
    ]),
  );
  const listing = relist(adapter, emptyListing(adapter), answers, { at: 0 });
  const { kinds, compatibility } = adapter;
  return { kinds, compatibility, custom: customRegistry(listing) };
}

const OUTCOME: QueryOutcome = {
  kind: 'vector',
  samples: [{ labels: { service: 'cart' }, at: 0, value: 102.3129 }],
};

const URLS = Array.from(
  { length: RULES },
  (_, i) =>
    `/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/services/cart/requests_${i}_per_second`,
);

/** What a rule comes to for one URL: its parts put into a text, and a value into JSON. */
function fillByHand(url: string, i: number): number {
  const [, , , , , namespace = '', , name = ''] = url.split('/');
  const matchers = `namespace="${namespace}",service="${name}"`;
  const query = 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'
    .replaceAll('<<.Series>>', `requests_${i}_total`)
    .replaceAll('<<.LabelMatchers>>', matchers)
    .replaceAll('<<.GroupBy>>', 'service');
  const value = `${Math.trunc(102.3129 * 1000)}m`;
  const timestamp = new Date(0).toISOString();
  return query.length + JSON.stringify({ items: [{ name, namespace, timestamp, value }] }).length;
}

/** From the URL to the answer, Prometheus left out. */
function answer(url: string): number {
  const step = answerMetricsUrl(url, SERVICE);
  if (step?.kind !== 'query') throw new Error(`no query for ${url}`);
  return JSON.stringify(step.next([OUTCOME], 0).body).length;
}

export const benchmark: Benchmark = {
  name: 'adapter',
  about: `${RULES} rules of prometheus-adapter: read, compiled, and asked for one object each`,
  tasks: [
    {
      name: 'fill one known template by hand',
      operations: URLS.length,
      run: () => URLS.reduce((total, url, i) => total + fillByHand(url, i), 0),
    },
    {
      name: 'answer a request',
      operations: URLS.length,
      run: () => URLS.reduce((total, url) => total + answer(url), 0),
      peer: 'fill one known template by hand',
    },
    {
      name: 'read the YAML of a rule',
      operations: RULES,
      run: () => readDocuments(TEXT, { dialect: 'yaml-1.1' }).length,
    },
    {
      name: 'read a rule',
      operations: RULES,
      run: () => rulesOf(TEXT).length,
      peer: 'read the YAML of a rule',
    },
    {
      name: 'compile a rule',
      operations: RULES,
      run: () => compileAdapter({ rules: RULE_LIST }).custom.length,
    },
  ],
};
