import {
  CustomRegistry,
  ExternalRegistry,
  groupDiscoveryList,
  groupList,
  type MetricRule,
} from '@flyball/core';
import { expect, test } from 'vitest';

const rule: MetricRule = {
  terms: {},
  compatibility: 'flyball',
  objectQuery: () => ({ ok: true, query: '', label: '' }),
  externalQuery: () => ({ ok: true, query: '', label: '' }),
};

const metric = (name: string, group: string, resource: string, namespaced: boolean) => ({
  metric: name,
  resource: { group, resource },
  namespaced,
  rule,
  series: '',
});

const custom = new CustomRegistry([
  metric('latency', '', 'services', true),
  metric('errors', '', 'services', true),
  metric('load', '', 'nodes', false),
  metric('load', 'acme.com', 'widgets', false),
  metric('size', 'acme.com', 'widgets', true),
]);
const external = new ExternalRegistry([{ metric: 'queue', rule, series: '' }]);

test('the groups that are served are told with their versions, the preferred one first', () => {
  expect(groupList({ custom, external })).toEqual({
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [
      {
        name: 'custom.metrics.k8s.io',
        versions: [
          { groupVersion: 'custom.metrics.k8s.io/v1beta2', version: 'v1beta2' },
          { groupVersion: 'custom.metrics.k8s.io/v1beta1', version: 'v1beta1' },
        ],
        preferredVersion: { groupVersion: 'custom.metrics.k8s.io/v1beta2', version: 'v1beta2' },
      },
      {
        name: 'external.metrics.k8s.io',
        versions: [{ groupVersion: 'external.metrics.k8s.io/v1beta1', version: 'v1beta1' }],
        preferredVersion: { groupVersion: 'external.metrics.k8s.io/v1beta1', version: 'v1beta1' },
      },
    ],
  });
  expect(groupList({})).toMatchObject({ groups: [] });
});

test('in one document a metric is a subresource of what it is a metric of', () => {
  const responseKind = {
    group: 'custom.metrics.k8s.io',
    version: 'v1beta2',
    kind: 'MetricValueList',
  };
  const parent = (resource: string, scope: string, ...names: readonly string[]) => ({
    resource,
    responseKind: { group: '', version: '', kind: '' },
    scope,
    singularResource: '',
    verbs: [],
    subresources: names.map((subresource) => ({ subresource, responseKind, verbs: ['get'] })),
  });
  expect(groupDiscoveryList({ custom }, 'v2')).toMatchObject({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: [
      {
        metadata: { name: 'custom.metrics.k8s.io' },
        versions: [
          {
            version: 'v1beta2',
            freshness: 'Current',
            resources: [
              parent('nodes', 'Cluster', 'load'),
              parent('services', 'Namespaced', 'errors', 'latency'),
              // The API server refuses one resource with two scopes.
              parent('widgets.acme.com', 'Namespaced', 'load', 'size'),
            ],
          },
          { version: 'v1beta1' },
        ],
      },
    ],
  });
});

test('an external metric is a resource of its own', () => {
  expect(groupDiscoveryList({ external }, 'v2beta1')).toMatchObject({
    apiVersion: 'apidiscovery.k8s.io/v2beta1',
    items: [
      {
        versions: [
          {
            version: 'v1beta1',
            resources: [{ resource: 'queue', scope: 'Namespaced', verbs: ['get'] }],
          },
        ],
      },
    ],
  });
});
