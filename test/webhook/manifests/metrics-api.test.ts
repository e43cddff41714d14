import { apiServices, certManagerManifests, metricsApiAccess } from '@flyball/webhook';
import { expect, test } from 'vitest';

const service = { namespace: 'kong', name: 'flyball-metrics' };
const serviceAccount = { namespace: 'kong', name: 'flyball' };
const options = { service, serviceAccount, trust: { kind: 'unverified' } } as const;

test('the custom API is registered in both versions, and the external one only if asked', () => {
  expect(apiServices(options).map(({ metadata }) => metadata.name)).toEqual([
    'v1beta1.custom.metrics.k8s.io',
    'v1beta2.custom.metrics.k8s.io',
  ]);
  const both = apiServices({ ...options, external: true });
  expect(both.at(-1)?.metadata.name).toBe('v1beta1.external.metrics.k8s.io');
});

test('the newer version is preferred, at the port of the Service', () => {
  const [old, preferred] = apiServices({ ...options, service: { ...service, port: 8443 } });
  expect(preferred?.spec.versionPriority).toBeGreaterThan(old?.spec.versionPriority ?? 0);
  expect(old?.spec.service).toEqual({ ...service, port: 8443 });
});

test('the API server verifies the server in one of three ways', () => {
  const spec = (trust: Parameters<typeof apiServices>[0]['trust']) => {
    const [first] = apiServices({ ...options, trust });
    const { caBundle, insecureSkipTLSVerify } = first?.spec ?? {};
    return { caBundle, insecureSkipTLSVerify, annotations: first?.metadata.annotations };
  };
  expect(spec({ kind: 'authority', authority: 'PEM' })).toEqual({ caBundle: btoa('PEM') });
  expect(spec({ kind: 'unverified' })).toEqual({ insecureSkipTLSVerify: true });
  expect(spec({ kind: 'cert-manager', certificate: 'flyball-metrics-tls' })).toEqual({
    annotations: { 'cert-manager.io/inject-ca-from': 'kong/flyball-metrics-tls' },
  });
});

test('the server may have callers judged, and list what metrics are selected of', () => {
  const manifests = metricsApiAccess({
    ...options,
    selected: [
      { group: '', resource: 'pods' },
      { group: 'apps', resource: 'deployments' },
      { group: '', resource: 'services' },
    ],
  });
  expect(
    manifests.map((each) => [
      each.kind,
      each.metadata.name,
      'roleRef' in each && each.roleRef.name,
    ]),
  ).toEqual([
    ['ClusterRoleBinding', 'flyball.kong.flyball.delegator', 'system:auth-delegator'],
    [
      'RoleBinding',
      'flyball.kong.flyball.authentication-reader',
      'extension-apiserver-authentication-reader',
    ],
    ['ClusterRole', 'flyball.kong.flyball.resource-reader', false],
    [
      'ClusterRoleBinding',
      'flyball.kong.flyball.resource-reader',
      'flyball.kong.flyball.resource-reader',
    ],
    ['ClusterRole', 'flyball.kong.flyball.metrics-reader', false],
    [
      'ClusterRoleBinding',
      'flyball.kong.flyball.metrics-reader',
      'flyball.kong.flyball.metrics-reader',
    ],
  ]);
  expect(manifests[2]).toMatchObject({
    rules: [
      { apiGroups: [''], resources: ['pods', 'services'], verbs: ['list'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] },
    ],
  });
});

test('cert-manager makes an authority, and the Service’s certificate by it', () => {
  const manifests = certManagerManifests(service);
  expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'Issuer flyball-metrics-self-signed',
    'Certificate flyball-metrics-ca',
    'Issuer flyball-metrics-ca',
    'Certificate flyball-metrics-tls',
  ]);
  expect(manifests[1]?.spec).toMatchObject({ isCA: true, secretName: 'flyball-metrics-ca' });
  expect(manifests[2]?.spec).toEqual({ ca: { secretName: 'flyball-metrics-ca' } });
  expect(manifests[3]?.spec).toMatchObject({
    // The name that an APIService makes the API server look for.
    dnsNames: expect.arrayContaining(['flyball-metrics.kong.svc']),
    issuerRef: { kind: 'Issuer', name: 'flyball-metrics-ca' },
    secretName: 'flyball-metrics-tls',
  });
});
