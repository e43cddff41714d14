import {
  BUILTIN_KINDS,
  formatGroupResource,
  parseGroupResource,
  UnknownResourceError,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// The rules are those of client-go's RESTMapper, as recorded in adapter-naming.
describe('a kind is found', () => {
  test.each([
    ['pod', 'pods'],
    ['Pods', 'pods'],
    ['service', 'services'],
    ['deployment', 'deployments.apps'],
    ['ingress', 'ingresses.networking.k8s.io'],
    ['ingress.networking', 'ingresses.networking.k8s.io'],
    ['gateway', 'gateways.gateway.networking.k8s.io'],
    ['httproutes', 'httproutes.gateway.networking.k8s.io'],
    ['podlist', 'podlists'],
    ['endpoints', 'endpoints'],
    ['pods.metrics.k8s.io', 'pods.metrics.k8s.io'],
  ])('%s is %s', (asked, found) => {
    expect(formatGroupResource(BUILTIN_KINDS.find(parseGroupResource(asked)))).toBe(found);
  });

  test.each([
    ['widget', 'no matches for /, Resource=widget'],
    ['pod.apps', 'no matches for apps/, Resource=pod'],
    ['', 'a resource must be present, got: /, Resource='],
  ])('%s is not: %s', (asked, message) => {
    expect(() => BUILTIN_KINDS.find(parseGroupResource(asked))).toThrow(
      expect.objectContaining({ name: UnknownResourceError.name, message }),
    );
  });
});

test('a user adds kinds; in a name without a group those of the table come first', () => {
  const kinds = BUILTIN_KINDS.with([
    {
      group: 'argoproj.io',
      version: 'v1alpha1',
      preferred: true,
      resource: 'rollouts',
      singular: 'rollout',
      kind: 'Rollout',
      namespaced: true,
    },
    {
      group: 'networking.istio.io',
      version: 'v1',
      preferred: true,
      resource: 'gateways',
      singular: '',
      kind: 'Gateway',
      namespaced: true,
    },
  ]);
  expect(kinds.find({ group: '', resource: 'rollout' })).toMatchObject({ group: 'argoproj.io' });
  expect(kinds.find({ group: '', resource: 'gateway' })).toMatchObject({
    group: 'gateway.networking.k8s.io',
  });
  expect(kinds.find({ group: 'networking.istio', resource: 'gateway' })).toMatchObject({
    resource: 'gateways',
  });
  expect(kinds.ofKind('argoproj.io', 'Rollout')?.resource).toBe('rollouts');
});

test('every kind of the table is found by its plural, its singular and its kind', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BUILTIN_KINDS.rows), (row) => {
      const { group, resource, singular, kind } = row;
      for (const name of [resource, singular, kind.toUpperCase()]) {
        // PodMetrics and NodeMetrics are called pods and nodes.
        if (name === '' || (group === 'metrics.k8s.io' && name !== resource)) continue;
        expect(BUILTIN_KINDS.find({ group, resource: name })).toMatchObject({ group, resource });
      }
    }),
  );
});
