import {
  type AccessOptions,
  type AccessPolicy,
  accessManifests,
  accessRules,
} from '@flyball/webhook';
import { expect, test } from 'vitest';

const policy = (key: string, target: Partial<AccessPolicy['target']> = {}): AccessPolicy => {
  const [namespace = '', name = ''] = key.split('/');
  return {
    key,
    target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name, ...target },
    measuresPods: false,
  };
};

test('one policy needs this, and nothing else', () => {
  const rules = accessRules([policy('kong/command')], { memory: 'config-map' });
  expect([...rules]).toEqual([
    [
      'kong',
      [
        {
          apiGroups: ['apps'],
          resources: ['deployments/scale'],
          resourceNames: ['command'],
          verbs: ['get', 'patch'],
        },
        { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
        { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['flyball-memory.kong.command'],
          verbs: ['get', 'patch'],
        },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
      ],
    ],
  ]);
});

test('nothing allows a wildcard, a secret, a deletion or the workload itself', () => {
  const policies = [
    { ...policy('kong/command'), measuresPods: true },
    policy('kong/web', { kind: 'StatefulSet' }),
    policy('shop/cart', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' }),
  ];
  const text = JSON.stringify([...accessRules(policies, { memory: 'config-map' }).values()]);
  expect(text).not.toMatch(/\*|secret|delete|"deployments"|"update"|"watch"/);
});

test('targets of one resource share a rule, each resource has its own', () => {
  const policies = [
    policy('kong/b'),
    policy('kong/a'),
    policy('kong/b2', { name: 'b' }),
    policy('kong/c', { kind: 'StatefulSet' }),
    policy('kong/d', { apiVersion: 'v1', kind: 'ReplicationController' }),
    policy('kong/e', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' }),
    { ...policy('kong/f', { apiVersion: 'x.io/v1', kind: 'Mesh' }), resource: 'meshes' },
  ];
  const rules = accessRules(policies, { memory: 'elsewhere' }).get('kong') ?? [];
  expect(
    rules
      .filter(({ resources }) => resources[0]?.endsWith('/scale'))
      .map(({ apiGroups, resources, resourceNames }) => [apiGroups, resources, resourceNames]),
  ).toEqual([
    [['apps'], ['deployments/scale'], ['a', 'b']],
    [['apps'], ['statefulsets/scale'], ['c']],
    [[''], ['replicationcontrollers/scale'], ['d']],
    [['argoproj.io'], ['rollouts/scale'], ['e']],
    [['x.io'], ['meshes/scale'], ['f']],
  ]);
});

test('who measures no pods may not see their usage, who keeps memory elsewhere no ConfigMap', () => {
  const groups = (measuresPods: boolean, memory: 'config-map' | 'elsewhere') =>
    (accessRules([{ ...policy('kong/command'), measuresPods }], { memory }).get('kong') ?? []).map(
      ({ apiGroups, resources }) => `${apiGroups}/${resources}`,
    );
  expect(groups(false, 'elsewhere')).toEqual([
    'apps/deployments/scale',
    '/pods',
    'events.k8s.io/events',
  ]);
  expect(groups(true, 'elsewhere')).toContain('metrics.k8s.io/pods');
});

test('memories of all policies can stand in one namespace', () => {
  const options = { memory: 'config-map', memoryNamespace: 'flyball' } as const;
  const rules = accessRules([policy('kong/command'), policy('shop/cart')], options);
  expect([...rules.keys()]).toEqual(['kong', 'shop', 'flyball']);
  expect(rules.get('flyball')).toEqual([
    {
      apiGroups: [''],
      resources: ['configmaps'],
      resourceNames: ['flyball-memory.kong.command', 'flyball-memory.shop.cart'],
      verbs: ['get', 'patch'],
    },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
  ]);
});

test('the cluster’s autoscalers and leases are touched only by who says so', () => {
  const verbsOf = (options: Omit<AccessOptions, 'memory'>, namespace: string) =>
    (
      accessRules([policy('kong/command')], { memory: 'elsewhere', ...options }).get(namespace) ??
      []
    )
      .filter(({ resources }) => /autoscalers|leases/.test(String(resources)))
      .map(({ resources, verbs }) => `${resources} ${verbs}`);
  expect(verbsOf({}, 'kong')).toEqual([]);
  expect(verbsOf({ autoscalers: 'look' }, 'kong')).toEqual(['horizontalpodautoscalers list']);
  expect(verbsOf({ autoscalers: 'floor' }, 'kong')).toEqual([
    'horizontalpodautoscalers list,patch',
  ]);
  expect(verbsOf({ leaseNamespace: 'flyball' }, 'flyball')).toEqual(['leases get,create,patch']);
});

test('each namespace gets a Role and its binding to the service account', () => {
  const manifests = accessManifests(
    { namespace: 'flyball', name: 'webhook' },
    [policy('kong/command'), policy('shop/cart')],
    { memory: 'elsewhere' },
  );
  expect(manifests.map(({ kind, metadata }) => `${metadata.namespace}/${kind}`)).toEqual([
    'kong/Role',
    'kong/RoleBinding',
    'shop/Role',
    'shop/RoleBinding',
  ]);
  expect(manifests[1]).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: {
      namespace: 'kong',
      name: 'flyball.flyball.webhook',
      labels: { 'app.kubernetes.io/managed-by': 'flyball' },
    },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Role',
      name: 'flyball.flyball.webhook',
    },
    subjects: [{ kind: 'ServiceAccount', namespace: 'flyball', name: 'webhook' }],
  });
});

test('where policies are applied to the cluster, any workload may be scaled', () => {
  const verbsIn = (options: Partial<AccessOptions>, namespace: string) =>
    (
      accessRules([], { memory: 'config-map', policyNamespaces: ['shop'], ...options }).get(
        namespace,
      ) ?? []
    ).map(({ resources, verbs }) => `${resources} ${verbs}`);
  expect(verbsIn({}, 'shop')).toEqual([
    'configmaps list,watch',
    'deployments/scale,statefulsets/scale get,patch',
    'pods list',
    'events create,patch',
    'configmaps get,patch,create',
  ]);
  expect(verbsIn({ memoryNamespace: 'flyball' }, 'shop')).not.toContain(
    'configmaps get,patch,create',
  );
  expect(verbsIn({ memoryNamespace: 'flyball' }, 'flyball')).toEqual([
    'configmaps get,patch,create',
  ]);
  expect(verbsIn({ memory: 'elsewhere' }, 'shop')).toHaveLength(4);
});
