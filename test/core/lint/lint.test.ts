import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFindings, type LintOptions, lint, lintPages } from '@flyball/core';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** A HorizontalPodAutoscaler with one metric and perhaps a behavior, as flow mappings. */
function autoscaler(
  metric: string,
  behavior = '',
  bounds = 'minReplicas: 1, maxReplicas: 10',
): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, ${bounds}, ${behavior === '' ? '' : `behavior: ${behavior}, `}metrics: [${metric}]}
`;
}

const object = (name: string, target: string): string =>
  `{type: Object, object: {metric: {name: ${name}}, describedObject: {apiVersion: v1, kind: Service, name: web}, target: ${target}}}`;

const external = (name: string, target: string): string =>
  `{type: External, external: {metric: {name: ${name}}, target: ${target}}}`;

const cpu =
  '{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}';

/** The configuration of prometheus-adapter with one query for Services. */
const adapter = (query: string, name = 'metric', member = 'rules'): string => `${member}:
- seriesQuery: 'http_requests_total'
  resources: {overrides: {namespace: {resource: namespace}, service: {resource: service}}}
  name: {as: ${name}}
  metricsQuery: '${query}'
`;

const average =
  'sum(rate(a_sum{<<.LabelMatchers>>}[1m])) / (sum(rate(a_count{<<.LabelMatchers>>}[1m])) > 0)';

const amConfig = (
  namespace: string,
  route: string,
  webhook = 'url: "http://flyball/api/v1/alerts"',
): string =>
  `kind: AlertmanagerConfig
metadata: {name: flyball, namespace: ${namespace}}
spec:
  route: {receiver: flyball${route}}
  receivers: [{name: flyball, webhookConfigs: [{${webhook}}]}]
`;

const quick = ', groupWait: 1s, groupInterval: 5s';

const alert = (expr: string, labels = ''): string =>
  `groups: [{name: g, rules: [{alert: TooSlow, expr: '${expr}'${labels === '' ? '' : `, labels: ${labels}`}}]}]\n`;

/** Codes and fields of what is found in texts; each text is a file. */
function found(texts: readonly string[], options: LintOptions = {}): string[] {
  const files = texts.map((text, index) => ({ path: `${index}.yaml`, text }));
  return lint(files, options).findings.map(({ code, field }) => `${code} ${field}`);
}

const target = 'spec.metrics[0].object.target';
const manifests = (...texts: string[]): readonly string[] => texts;

describe('each rule, beside what it must leave alone', () => {
  test.each<{ what: string; texts: readonly string[]; options?: LintOptions; codes: string[] }>([
    { what: 'cpu and nothing else', texts: manifests(autoscaler(cpu)), codes: [] },
    {
      what: 'FB100: broken YAML',
      texts: manifests('kind: [HorizontalPodAutoscaler\n'),
      codes: ['FB100 '],
    },
    {
      what: 'FB100: bounds that the API server refuses',
      texts: manifests(autoscaler(cpu, '', 'minReplicas: 5, maxReplicas: 2')),
      codes: ['FB100 spec.maxReplicas'],
    },
    {
      what: 'FB101: an unknown field',
      texts: manifests(autoscaler(cpu, '{scaleDown: {stabilisationWindowSeconds: 60}}')),
      codes: ['FB101 spec.behavior.scaleDown.stabilisationWindowSeconds'],
    },
    {
      what: 'FB101: policies of a direction that is off',
      texts: manifests(
        autoscaler(
          cpu,
          '{scaleDown: {selectPolicy: Disabled, policies: [{type: Pods, value: 1, periodSeconds: 60}]}}',
        ),
      ),
      codes: ['FB101 spec.behavior.scaleDown.policies'],
    },
    {
      what: 'a direction that is off, and no more',
      texts: manifests(autoscaler(cpu, '{scaleDown: {selectPolicy: Disabled}}')),
      codes: [],
    },
    {
      what: 'FB102: Value on a total, by its name',
      texts: manifests(
        autoscaler(object('http_requests_per_second', '{type: Value, value: "100"}')),
      ),
      codes: [`FB102 ${target}.value`],
    },
    {
      what: 'FB102: Value on a total, by its query',
      texts: manifests(
        autoscaler(object('metric', '{type: Value, value: "100"}')),
        adapter('sum(rate(a{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'),
      ),
      codes: [`FB102 ${target}.value`],
    },
    {
      what: 'AverageValue on a total',
      texts: manifests(
        autoscaler(object('http_requests_per_second', '{type: AverageValue, averageValue: "100"}')),
      ),
      codes: [],
    },
    {
      what: 'FB103: AverageValue on a latency, of an object',
      texts: manifests(
        autoscaler(object('latency_p95', '{type: AverageValue, averageValue: "40"}')),
      ),
      codes: [`FB103 ${target}.averageValue`],
    },
    {
      what: 'FB103: AverageValue on a ratio, external, by its query',
      texts: manifests(
        autoscaler(external('metric', '{type: AverageValue, averageValue: "40"}')),
        adapter(average, 'metric', 'externalRules'),
      ),
      codes: ['FB103 spec.metrics[0].external.target.averageValue'],
    },
    {
      what: 'AverageValue on a latency of pods, which is their mean',
      texts: manifests(
        autoscaler(
          '{type: Pods, pods: {metric: {name: latency}, target: {type: AverageValue, averageValue: "40"}}}',
        ),
      ),
      codes: [],
    },
    {
      what: 'FB104: both directions faster than the average',
      texts: manifests(
        autoscaler(
          object('latency_60s_average', '{type: Value, value: "40"}'),
          '{scaleDown: {stabilizationWindowSeconds: 30}, scaleUp: {policies: [{type: Pods, value: 4, periodSeconds: 15}]}}',
          'minReplicas: 3, maxReplicas: 10',
        ),
      ),
      codes: ['FB104 spec.behavior.scaleUp', 'FB104 spec.behavior.scaleDown'].toSorted(),
    },
    {
      what: 'windows as long as the average',
      texts: manifests(
        autoscaler(
          object('latency_60s_average', '{type: Value, value: "40"}'),
          '{scaleDown: {stabilizationWindowSeconds: 60}, scaleUp: {policies: [{type: Pods, value: 4, periodSeconds: 60}]}}',
          'minReplicas: 3, maxReplicas: 10',
        ),
      ),
      codes: [],
    },
    {
      what: 'FB105: a window and a period shorter than a look',
      texts: manifests(
        autoscaler(
          cpu,
          '{scaleUp: {stabilizationWindowSeconds: 1, policies: [{type: Pods, value: 4, periodSeconds: 2}]}}',
        ),
      ),
      codes: ['FB105 spec.behavior.scaleUp'],
    },
    {
      what: 'the same for a controller that looks every second',
      texts: manifests(
        autoscaler(
          cpu,
          '{scaleUp: {stabilizationWindowSeconds: 1, policies: [{type: Pods, value: 4, periodSeconds: 2}]}}',
        ),
      ),
      options: { syncPeriod: 1 },
      codes: [],
    },
    {
      what: 'FB106: from two replicas to one only at half the target',
      texts: manifests(autoscaler(object('latency', '{type: Value, value: "40"}'))),
      codes: [`FB106 ${target}.value`],
    },
    {
      what: 'FB106: an idle service of 25 ms never gets back to one replica of a target of 40',
      texts: manifests(autoscaler(object('latency_ms', '{type: Value, value: "40"}'))),
      options: { serviceTime: 0.025 },
      codes: [`FB106 ${target}.value`],
    },
    {
      what: 'an idle service of 15 ms does',
      texts: manifests(autoscaler(object('latency_ms', '{type: Value, value: "40"}'))),
      options: { serviceTime: 0.015 },
      codes: [`FB107 ${target}.value`],
    },
    {
      // simulation.md, section 3: with k = 2 a latency settles below 1.62 S.
      what: 'FB107: 40 against 15 ms swings when readings lag by two looks',
      texts: manifests(
        autoscaler(
          object('latency_ms', '{type: Value, value: "40"}'),
          '',
          'minReplicas: 4, maxReplicas: 9',
        ),
      ),
      options: { serviceTime: 0.015, scrapeInterval: 15 },
      codes: [`FB107 ${target}.value`],
    },
    {
      what: '40 against 25 ms is just inside: 1.618 × 25 = 40.45',
      texts: manifests(
        autoscaler(
          object('latency_ms', '{type: Value, value: "40"}'),
          '',
          'minReplicas: 4, maxReplicas: 9',
        ),
      ),
      options: { serviceTime: 0.025, scrapeInterval: 30 },
      codes: [],
    },
    {
      what: 'FB108: 100 ms can never become 40',
      texts: manifests(autoscaler(object('latency_ms', '{type: Value, value: "40"}'))),
      options: { serviceTime: 0.1 },
      codes: [`FB108 ${target}.value`],
    },
    {
      what: 'FB110: 0/0 of a rate',
      texts: manifests(
        adapter('rate(a{<<.LabelMatchers>>}[1m]) / rate(b{<<.LabelMatchers>>}[1m])'),
      ),
      codes: ['FB110 rules[0].metricsQuery'],
    },
    {
      what: 'FB110: in a recording rule',
      texts: manifests(
        "groups: [{name: g, rules: [{record: a, expr: 'rate(a[1m]) / rate(b[1m])'}]}]\n",
      ),
      codes: ['FB110 groups[0].rules[0].expr'],
    },
    { what: 'a divisor that must be above 0', texts: manifests(adapter(average)), codes: [] },
    {
      what: 'a divisor with a floor',
      texts: manifests(
        adapter('rate(a{<<.LabelMatchers>>}[1m]) / clamp_min(rate(b{<<.LabelMatchers>>}[1m]), 1)'),
      ),
      codes: [],
    },
    {
      what: 'a divisor that is no rate',
      texts: manifests(
        adapter('sum(a{<<.LabelMatchers>>}) / on (pod) sum by (pod) (limit{<<.LabelMatchers>>})'),
      ),
      codes: [],
    },
    {
      what: 'FB111: a subquery finer than the scrapes',
      texts: manifests(adapter('sum(rate(a{<<.LabelMatchers>>}[60s:10s]))')),
      codes: ['FB111 rules[0].metricsQuery'],
    },
    {
      what: 'the same where one scrapes every five seconds',
      texts: manifests(adapter('sum(rate(a{<<.LabelMatchers>>}[60s:10s]))')),
      options: { scrapeInterval: 5 },
      codes: [],
    },
    {
      what: 'FB112: no object in the query',
      texts: manifests(adapter('sum(rate(a[2m]))')),
      codes: ['FB112 rules[0].metricsQuery'],
    },
    {
      what: 'an external query needs none',
      texts: manifests(adapter('sum(rate(a[2m]))', 'm', 'externalRules')),
      codes: [],
    },
    {
      what: 'FB120: an alert whose labels lack the namespace',
      texts: manifests(amConfig('flyball', quick), alert('sum by (service) (rate(a[1m])) > 40')),
      codes: ['FB120 groups[0].rules[0].expr'],
    },
    {
      what: 'FB120: an alert of another namespace',
      texts: manifests(amConfig('flyball', quick), alert('a > 40', '{namespace: kong}')),
      codes: ['FB120 groups[0].rules[0].expr'],
    },
    {
      what: 'an alert with the namespace of the AlertmanagerConfig',
      texts: manifests(
        amConfig('flyball', quick),
        alert('sum by (service) (rate(a[1m])) > 40', '{namespace: flyball}'),
      ),
      codes: [],
    },
    {
      what: 'FB120: a matcher on another namespace',
      texts: manifests(amConfig('flyball', `${quick}, matchers: [{name: namespace, value: kong}]`)),
      codes: ['FB120 spec.route.matchers[0]'],
    },
    {
      what: "FB121: Alertmanager's defaults",
      texts: manifests(amConfig('flyball', '')),
      codes: ['FB121 spec.route'],
    },
    {
      what: "FB121: Alertmanager's own file, inherited by a route below",
      texts: manifests(
        'route: {receiver: nobody, group_wait: 1s, routes: [{receiver: flyball}]}\nreceivers: [{name: nobody}, {name: flyball, webhook_configs: [{url: "http://f/api/v1/alerts"}]}]\n',
      ),
      codes: ['FB121 route.routes[0]'],
    },
    {
      what: 'a route to somebody else',
      texts: manifests(amConfig('flyball', '', 'url: "http://pager/hook"')),
      codes: [],
    },
    {
      what: 'FB122: resolved is not sent',
      texts: manifests(
        amConfig('flyball', quick, 'url: "http://flyball/api/v1/alerts", sendResolved: false'),
      ),
      codes: ['FB122 spec.receivers[0].webhookConfigs[0].sendResolved'],
    },
    {
      what: 'documents of other kinds',
      texts: manifests('kind: Deployment\nmetadata: {name: web}\n', '[1, 2]\n', ''),
      codes: [],
    },
  ])('$what', ({ texts, options, codes }) => {
    expect(found(texts, options).toSorted()).toEqual(codes);
  });
});

describe("the tutorial's own files", () => {
  const tutorial = ['hpa.yaml', 'values.yaml'].map((name) => ({
    path: name,
    text: readFileSync(join(root, 'examples/kong-tutorial', name), 'utf8'),
  }));
  const places = (options: LintOptions): string[] =>
    lint(tutorial, options).findings.map(
      ({ file, line, column, code, severity }) => `${file}:${line}:${column} ${code} ${severity}`,
    );

  test('act faster than their average can follow, and divide by nothing when idle', () => {
    expect(places({})).toEqual([
      'hpa.yaml:14:5 FB104 warning',
      'hpa.yaml:14:5 FB105 advice',
      'hpa.yaml:20:5 FB104 warning',
      'hpa.yaml:20:5 FB105 advice',
      'hpa.yaml:41:16 FB106 advice',
      'values.yaml:17:19 FB110 warning',
      'values.yaml:17:19 FB111 advice',
    ]);
  });

  test('and with a sleep of 100 ms their target of 40 is out of reach', () => {
    expect(places({ serviceTime: 0.1 })).toContain('hpa.yaml:41:16 FB108 error');
  });
});

test('a finding reads as place, what, remedy, and where it is explained', () => {
  const files = [
    {
      path: 'hpa.yaml',
      text: autoscaler(object('latency_p95', '{type: AverageValue, averageValue: "40"}')),
    },
  ];
  expect(
    formatFindings(lint(files).findings),
  ).toBe(`hpa.yaml:4:276  spec.metrics[0].object.target.averageValue
  AverageValue divides latency_p95 by the number of pods, but that is a latency: it asks for one pod per 40, whatever the size does.
  Use type: Value, value: "40".
  error FB103   docs/explanation/averagevalue-on-a-gauge.md
`);
});

test.each([...lintPages])(
  '%s has its page docs/explanation/%s.md, which names it',
  (code, page) => {
    const text = readFileSync(join(root, `docs/explanation/${page}.md`), 'utf8');
    expect(text).toContain(`**${code}**`);
    expect(readFileSync(join(root, 'docs/reference/lint.md'), 'utf8')).toContain(
      `[${code}](../explanation/${page}.md)`,
    );
  },
);
