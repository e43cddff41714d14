import { EVERYTHING, parseSelector } from '@flyball/core';
import { KubernetesApi, KubernetesClusterObjects } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { ScriptedFetch, status } from './scripted-fetch.ts';

function objects(script: ScriptedFetch): KubernetesClusterObjects {
  const { fetch } = script;
  return new KubernetesClusterObjects(
    new KubernetesApi({ server: 'https://k', fetch, sleep: async () => {} }),
  );
}

const core = {
  items: [
    {
      metadata: { creationTimestamp: null },
      versions: [
        {
          version: 'v1',
          resources: [
            {
              resource: 'services',
              responseKind: { group: '', version: '', kind: 'Service' },
              scope: 'Namespaced',
              singularResource: 'service',
              shortNames: ['svc'],
              verbs: ['get', 'list'],
            },
            { resource: 'nodes', responseKind: { kind: 'Node' }, scope: 'Cluster' },
          ],
        },
      ],
    },
  ],
};

const metric = { resource: 'services', responseKind: { kind: '' }, scope: 'Namespaced' };
const groups = {
  items: [
    {
      metadata: { name: 'apps' },
      versions: [
        {
          version: 'v1',
          resources: [
            { resource: 'deployments', responseKind: { kind: 'Deployment' }, scope: 'Namespaced' },
          ],
        },
        { version: 'v1beta2', resources: null, freshness: 'Stale' },
      ],
    },
    // What we serve ourselves is no kind of the cluster.
    {
      metadata: { name: 'custom.metrics.k8s.io' },
      versions: [{ version: 'v1beta1', resources: [metric] }],
    },
    { metadata: { name: 'acme.com' }, versions: [{ version: 'v1', resources: [metric] }] },
  ],
};

test('the kinds of a cluster come in two documents, in the order of their groups', async () => {
  const script = new ScriptedFetch({ status: 200, body: core }, { status: 200, body: groups });
  const row = { version: 'v1', preferred: true, singular: '', namespaced: true };
  expect(await objects(script).kinds(patient)).toEqual({
    ok: true,
    value: [
      { ...row, group: '', resource: 'services', singular: 'service', kind: 'Service' },
      { ...row, group: '', resource: 'nodes', kind: 'Node', namespaced: false },
      { ...row, group: 'apps', resource: 'deployments', kind: 'Deployment' },
    ],
  });
  expect(script.lines).toEqual(['GET /api', 'GET /apis']);
  expect(script.sent[0]?.headers['accept']).toMatch(
    /^application\/json;g=apidiscovery\.k8s\.io;v=v2;as=APIGroupDiscoveryList,/,
  );
});

test('a cluster of before 1.26 answers something else, which is malformed', async () => {
  const old = { kind: 'APIVersions', versions: ['v1'] };
  const found = await objects(new ScriptedFetch({ status: 200, body: old })).kinds(patient);
  expect(found).toMatchObject({ ok: false, reason: 'malformed' });
});

const pods = { group: '', version: 'v1', resource: 'pods', singular: 'pod', kind: 'Pod' };
const podRow = { ...pods, preferred: true, namespaced: true };

test('names are listed by selector, without what the objects hold', async () => {
  const items = ['b', 'a'].map((name) => ({ metadata: { name } }));
  const script = new ScriptedFetch({ status: 200, body: { items } });
  const selector = parseSelector('app in (command,search)');
  expect(await objects(script).names(podRow, 'kong', selector, patient)).toEqual({
    ok: true,
    value: ['b', 'a'],
  });
  expect(script.lines).toEqual([
    'GET /api/v1/namespaces/kong/pods?resourceVersion=0&labelSelector=app+in+%28command%2Csearch%29',
  ]);
  expect(script.sent[0]?.headers['accept']).toContain('as=PartialObjectMetadataList');
});

test('an empty list of names alone is null, as a real API server writes it', async () => {
  const script = new ScriptedFetch({ status: 200, body: { items: null } });
  expect(await objects(script).names(podRow, 'kong', EVERYTHING, patient)).toEqual({
    ok: true,
    value: [],
  });
});

test('objects in no namespace, and of groups, have other paths', async () => {
  const empty = { status: 200, body: { items: [] } };
  const script = new ScriptedFetch(empty, empty);
  const row = { ...podRow, group: 'apps', resource: 'deployments' };
  await objects(script).names(row, '', EVERYTHING, patient);
  await objects(script).names({ ...podRow, resource: 'nodes' }, '', EVERYTHING, patient);
  expect(script.lines).toEqual([
    'GET /apis/apps/v1/deployments?resourceVersion=0',
    'GET /api/v1/nodes?resourceVersion=0',
  ]);
});

test('what may not be listed is forbidden, in the words of the API server', async () => {
  const words = 'pods is forbidden: User "x" cannot list resource "pods"';
  const script = new ScriptedFetch(status(403, 'Forbidden', words));
  expect(await objects(script).names(podRow, 'kong', EVERYTHING, patient)).toMatchObject({
    reason: 'forbidden',
    message: expect.stringContaining(words),
  });
});

test('a namespace that would climb out of the path is never asked about', async () => {
  const script = new ScriptedFetch();
  expect(await objects(script).names(podRow, '..', EVERYTHING, patient)).toMatchObject({
    reason: 'invalid',
  });
  expect(script.sent).toEqual([]);
});
