import { readFileSync } from 'node:fs';
import { compileEnrichment, type EnrichmentConfig, type EnrichmentReading } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';

const pods = `enrichment:
  dataPlanes:
  - namespace: kong
    selector: app=kong
  mapping:
    kongNames: true
`;

/** The manifests of the tutorial, as it writes them. */
const extension = `kind: DataPlaneMetricsExtension
apiVersion: gateway-operator.konghq.com/v1alpha1
metadata:
  name: kong
  namespace: kong
spec:
  serviceSelector:
    matchNames:
    - name: command
  config:
    latency: true
`;
const gatewayConfiguration = `kind: GatewayConfiguration
apiVersion: gateway-operator.konghq.com/v2beta1
metadata:
  name: kong
  namespace: kong
spec:
  extensions:
  - kind: DataPlaneMetricsExtension
    group: gateway-operator.konghq.com
    name: kong
`;
const gatewayClass = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: kong
spec:
  controllerName: konghq.com/gateway-operator
  parametersRef:
    group: gateway-operator.konghq.com
    kind: GatewayConfiguration
    name: kong
    namespace: kong
`;
const gateway = (namespace: string, className = 'kong') => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: kong
  namespace: ${namespace}
spec:
  gatewayClassName: ${className}
`;

function compile(...texts: readonly string[]): EnrichmentReading {
  return compileEnrichment(texts.map((text, index) => ({ path: `${index}.yaml`, text })));
}

function configOf(...texts: readonly string[]): EnrichmentConfig {
  const reading = compile(...texts);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config;
}

function problemsOf(...texts: readonly string[]): readonly string[] {
  const reading = compile(...texts);
  if (reading.ok) return [];
  for (const { remedy } of reading.problems) expect(remedy).not.toBe('');
  return reading.problems.map(
    ({ file, line, column, field, message }) => `${file}:${line}:${column} ${field}: ${message}`,
  );
}

const names = ({ metrics }: EnrichmentConfig) => metrics.map(({ name }) => name);
const services = (config: EnrichmentConfig) => [...(config.services?.keys() ?? [])];

test('the example of the documentation means what it says', () => {
  const page = readFileSync(
    new URL('../../../docs/reference/enrichment.md', import.meta.url),
    'utf8',
  );
  const [, example = ''] = /```yaml\n(enrichment:[\s\S]*?)```/.exec(page) ?? [];
  expect(configOf(example).dataPlanes).toMatchObject([
    { namespace: 'kong', selector: 'app.kubernetes.io/name=kong', port: 8100 },
  ]);
});

describe('the tutorial, unchanged', () => {
  test('selects the service command, and its latencies', () => {
    const config = configOf(pods, extension, gatewayConfiguration);
    expect(services(config)).toEqual(['kong/command']);
    expect(names(config)).toEqual([
      'kong_upstream_latency_ms',
      'kong_request_latency_ms',
      'kong_kong_latency_ms',
    ]);
    expect(config.dataPlanes).toEqual([
      {
        kind: 'pods',
        namespace: 'kong',
        selector: 'app=kong',
        scheme: 'http',
        port: 8100,
        path: '/metrics',
        service: null,
      },
    ]);
  });

  test('selects services where the Gateways are that take the configuration', () => {
    const config = configOf(
      pods,
      extension,
      gatewayConfiguration,
      gatewayClass,
      `${gateway('shop')}---\n${gateway('other', 'nginx')}`,
    );
    expect(services(config)).toEqual(['shop/command']);
  });

  test('the extension alone selects in its own namespace', () => {
    expect(services(configOf(pods, extension))).toEqual(['kong/command']);
  });

  test('each switch turns on its metrics', () => {
    const all = extension.replace(
      'latency: true',
      'bandwidth: true\n    statusCode: true\n    upstreamHealth: true',
    );
    expect(names(configOf(pods, all))).toEqual([
      'kong_http_requests_total',
      'kong_bandwidth_bytes',
      'kong_upstream_target_health',
    ]);
  });
});

test('without an extension everything is shown of every service', () => {
  const config = configOf(pods);
  expect(config.services).toBeNull();
  expect(names(config)).toContain('kong_http_requests_total');
});

test('the Admin API is addressed as its certificates expect, and tells the services', () => {
  const config = configOf(`enrichment:
  dataPlanes:
  - namespace: kong
    selector: app=dataplane
    adminService: dataplane-admin-kong
`);
  expect(config.mapping.tags).toBe(true);
  expect(config.dataPlanes).toMatchObject([
    { scheme: 'https', port: 8444, service: 'dataplane-admin-kong' },
  ]);
});

test('other gateways, other metrics', () => {
  const config = configOf(`enrichment:
  dataPlanes:
  - url: http://envoy.example:9901/stats/prometheus
  config: {}
  metrics:
  - name: envoy_cluster_upstream_rq_time
    service: envoy_cluster_name
    buckets: [0.5, 1, 5]
  keep: [envoy_response_code]
  mapping:
    table:
      cart_80: shop/cart
    patterns:
    - '(?P<namespace>[^/]+)/(?P<name>[^/]+)/[0-9]+'
`);
  expect(config.metrics).toEqual([
    {
      name: 'envoy_cluster_upstream_rq_time',
      serviceLabel: 'envoy_cluster_name',
      keep: [],
      bounds: [0.5, 1, 5],
    },
  ]);
  expect(config.mapping.table.get('cart_80')).toEqual({ namespace: 'shop', name: 'cart' });
});

/** Source of the names: kubernetes-ingress-controller's translation, as its documents have it. */
test.each([
  ['kong.command.80', 'kong/command'],
  ['shop.cart.http', 'shop/cart'],
  ['httproute.shop.svc.shop.cart.80', 'shop/cart'],
  ['httproute.routes.svc.shop.cart.80.1', 'shop/cart'],
  ['httproute.shop.svc.shop.cart.80.1.timeout.500', 'shop/cart'],
  ['httproute.shop.svc.shop.a.80.9_shop.b.80.1', null],
  ['httproute.shop.svc._', null],
  ['httproute.shop.cart.0', null],
  ['shop.facade.svc.facade', null],
  ['example.com', null],
])('Kong’s name %j stands for %j', (name, service) => {
  const { patterns } = configOf(pods).mapping;
  const match = patterns.find((each) => each.matchesAll(name))?.firstMatch(name);
  const group = (wanted: string) => match?.groups[match.names.indexOf(wanted)];
  expect(match === undefined ? null : `${group('namespace')}/${group('name')}`).toBe(service);
});

describe('a mistake is told with its place, in the words of the API server', () => {
  const changed = (from: string, to: string) => extension.replace(from, to);
  const attached = (from: string, to: string) => gatewayConfiguration.replace(from, to);
  const enriched = (from: string, to: string) => pods.replace(from, to);
  test.each<readonly [what: string, files: readonly string[], problem: string]>([
    [
      'no selector',
      [pods, changed('serviceSelector', 'selector')],
      '1.yaml:6:1 spec.serviceSelector: Required value',
    ],
    [
      'no names',
      [pods, changed('matchNames', 'matchLabels')],
      '1.yaml:7:3 spec.serviceSelector.matchNames: Required value',
    ],
    [
      'a name that is no text',
      [pods, changed('name: command', 'name: 5')],
      '1.yaml:9:13 spec.serviceSelector.matchNames[0].name: Invalid value: must be of type string',
    ],
    [
      'a service twice',
      [pods, changed('- name: command', '- name: command\n    - name: command')],
      '1.yaml:10:7 spec.serviceSelector.matchNames[1]: Duplicate value: {"name":"command"}',
    ],
    [
      'a switch that is none',
      [pods, changed('latency: true', 'latency: "yes"')],
      '1.yaml:11:14 spec.config.latency: Invalid value: must be of type boolean',
    ],
    [
      'an unknown switch',
      [pods, changed('latency: true', 'statusCodes: true')],
      '1.yaml:11:5 spec.config.statusCodes: unknown field',
    ],
    [
      'an extension that is not allowed',
      [pods, attached('kind: DataPlaneMetricsExtension', 'kind: Other')],
      '1.yaml:8:3 spec.extensions: Invalid value: "array": Extension not allowed for GatewayConfiguration',
    ],
    [
      'an extension that is not there',
      [pods, attached('    name: kong', '    name: other')],
      '1.yaml:10:11 spec.extensions[0].name: there is no DataPlaneMetricsExtension kong/other among the files',
    ],
    [
      'an extension that nothing attaches',
      [pods, extension, attached('  extensions:', '  others:')],
      '1.yaml:4:9 metadata.name: nothing attaches kong/kong',
    ],
    [
      'a configuration that is not there',
      [pods, gatewayClass],
      '1.yaml:10:11 spec.parametersRef.name: there is no GatewayConfiguration kong among the files',
    ],
    [
      'a service in two extensions',
      [pods, extension, changed('  name: kong\n', '  name: second\n')],
      '2.yaml:9:13 spec.serviceSelector.matchNames[0].name: another DataPlaneMetricsExtension selects the service kong/command already',
    ],
    ['no file of ours', [extension], '0.yaml:1:1 : no file says where the gateways are'],
    [
      'nothing to name services by',
      [enriched('kongNames: true', 'kongNames: false')],
      '0.yaml:6:5 enrichment.mapping: nothing says which Kubernetes service a service of the gateway stands for',
    ],
    [
      'a selection beside an extension',
      [`${pods}  services: [kong/command]\n`, extension],
      '0.yaml:7:3 enrichment.services: a DataPlaneMetricsExtension among the files says this already',
    ],
    [
      'pods without a place',
      [enriched('    selector: app=kong\n', '')],
      '0.yaml:3:5 enrichment.dataPlanes[0]: does not say where its pods are',
    ],
    [
      'an unknown field',
      [enriched('selector:', 'labelSelector:')],
      '0.yaml:4:5 enrichment.dataPlanes[0].labelSelector: there is no such field',
    ],
    [
      'a selector that is none',
      [enriched('app=kong', 'app in (')],
      '0.yaml:4:15 enrichment.dataPlanes[0].selector: is no label selector',
    ],
    [
      'a pattern without groups',
      [enriched('kongNames: true', 'patterns: ["(a)"]')],
      '0.yaml:6:16 enrichment.mapping.patterns[0]: has no groups namespace and name',
    ],
    [
      'a label that is ours',
      [`${pods}  keep: [service]\n`],
      '0.yaml:7:10 enrichment.keep[0]: is a label that the enrichment sets itself',
    ],
    [
      'a password in an address',
      [
        'enrichment:\n  dataPlanes:\n  - url: http://a:b@kong/metrics\n  mapping: {kongNames: true}\n',
      ],
      '0.yaml:3:10 enrichment.dataPlanes[0].url: holds a password, which would be shown as a label',
    ],
  ])('%s', (_, files, problem) => {
    expect(problemsOf(...files)).toContain(problem);
  });
});
