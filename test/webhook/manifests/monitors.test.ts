import {
  type MonitoredService,
  type MonitoredWorkload,
  type MonitorOptions,
  podMonitor,
  serviceMonitor,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';

const service: MonitoredService = {
  metadata: { namespace: 'flyball', name: 'enrichment', labels: { app: 'enrichment' } },
  spec: { ports: [{ name: 'http', port: 8080 }, { port: 9 }] },
};
const options: MonitorOptions = { labels: { release: 'monitoring' }, port: 'http' };

/** Fields and their meaning: types of prometheus-operator 0.93, `monitoring.coreos.com/v1`. */
test('a ServiceMonitor finds its Service, and is found by its Prometheus', () => {
  expect(serviceMonitor(service, options)).toEqual({
    ok: true,
    manifest: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { namespace: 'flyball', name: 'enrichment', labels: { release: 'monitoring' } },
      spec: {
        endpoints: [
          {
            port: 'http',
            path: '/metrics',
            scheme: 'http',
            interval: '10s',
            scrapeTimeout: '10s',
            honorLabels: false,
          },
        ],
        namespaceSelector: { matchNames: ['flyball'] },
        selector: { matchLabels: { app: 'enrichment' } },
      },
    },
  });
});

const kong: MonitoredWorkload = {
  metadata: { namespace: 'kong', name: 'dataplane' },
  spec: {
    selector: { matchLabels: { app: 'dataplane' } },
    template: {
      spec: { containers: [{}, { ports: [{ name: 'metrics', containerPort: 8100 }] }] },
    },
  },
};

test('a PodMonitor finds the pods of a workload, by a port that a container declares', () => {
  const result = podMonitor(kong, {
    ...options,
    port: 'metrics',
    namespace: 'monitoring',
    name: 'kong',
    interval: 15_000,
    scrapeTimeout: 5_000,
    bearerToken: { secret: 'token', key: 'value' },
  });
  expect(result).toEqual({
    ok: true,
    manifest: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { namespace: 'monitoring', name: 'kong', labels: { release: 'monitoring' } },
      spec: {
        podMetricsEndpoints: [
          {
            port: 'metrics',
            path: '/metrics',
            scheme: 'http',
            interval: '15s',
            scrapeTimeout: '5s',
            honorLabels: false,
            authorization: { type: 'Bearer', credentials: { name: 'token', key: 'value' } },
          },
        ],
        namespaceSelector: { matchNames: ['kong'] },
        selector: { matchLabels: { app: 'dataplane' } },
      },
    },
  });
});

describe('what would silently find nothing, or be refused, is told', () => {
  const told = (of: MonitoredService, given: Partial<MonitorOptions> = {}) => {
    const result = serviceMonitor(of, { ...options, ...given });
    return result.ok ? [] : result.problems.map(({ code, remedy }) => `${code}: ${remedy}`);
  };
  const { metadata, spec } = service;

  test.each([
    // The tutorial's own mistake: the operator's Service has one port, and it is named http.
    ['a port of another name', service, { port: 'https' }, /^no-such-port: name one of http$/],
    [
      'ports without names',
      { metadata, spec: { ports: [{ port: 8080 }] } },
      {},
      /^no-such-port: give its port a name/,
    ],
    [
      'a Service without labels',
      { metadata: { ...metadata, labels: {} }, spec },
      {},
      /^no-labels: label it/,
    ],
    ['a monitor without labels', service, { labels: {} }, /^no-release-label: give labels/],
    ['a timeout beyond the interval', service, { scrapeTimeout: 10_001 }, /^bad-timeout: /],
    ['no interval', service, { interval: 0 }, /^bad-interval: /],
  ])('%s', (_, of, given, problem) => {
    expect(told(of, given)).toEqual([expect.stringMatching(problem)]);
  });

  test('all at once', () => {
    expect(told({ metadata: { ...metadata, labels: {} }, spec }, { port: 'x' })).toHaveLength(2);
  });

  test('of workloads, too', () => {
    expect(podMonitor(kong, { ...options, port: '8100' })).toMatchObject({
      problems: [{ code: 'no-such-port', remedy: 'name one of metrics' }],
    });
  });
});
