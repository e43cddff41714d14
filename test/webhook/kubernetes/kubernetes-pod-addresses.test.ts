import { KubernetesApi, KubernetesPodAddresses } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { type Answer, ScriptedFetch } from './scripted-fetch.ts';

function pod(name: string, changes: { metadata?: object; status?: object } = {}): object {
  return {
    metadata: { namespace: 'kong', name, uid: `u-${name}`, ...changes.metadata },
    spec: {
      initContainers: [{ name: 'wait' }],
      containers: [
        { name: 'proxy', ports: [{ name: 'metrics', containerPort: 8100 }, { containerPort: 9 }] },
      ],
    },
    status: { phase: 'Running', podIP: '10.1.2.3', ...changes.status },
  };
}

const page = (items: readonly object[], next = ''): Answer => ({
  status: 200,
  body: { metadata: { continue: next }, items },
});

function read(script: ScriptedFetch) {
  const api = new KubernetesApi({
    server: 'https://k',
    fetch: script.fetch,
    sleep: async () => {},
  });
  return new KubernetesPodAddresses(api).podAddresses('kong', 'app=kong', patient);
}

test('pods that run are listed with their addresses and named ports, ready or not', async () => {
  const script = new ScriptedFetch(
    page([pod('a'), pod('b', { status: { podIP: 'fd00::1', conditions: [] } })], 'next'),
    page([pod('c')]),
  );
  const metrics = { metrics: 8100 };
  expect(await read(script)).toEqual({
    ok: true,
    value: [
      { namespace: 'kong', name: 'a', uid: 'u-a', address: '10.1.2.3', ports: metrics },
      { namespace: 'kong', name: 'b', uid: 'u-b', address: 'fd00::1', ports: metrics },
      { namespace: 'kong', name: 'c', uid: 'u-c', address: '10.1.2.3', ports: metrics },
    ],
  });
  expect(script.lines).toEqual([
    'GET /api/v1/namespaces/kong/pods?labelSelector=app%3Dkong&limit=250',
    'GET /api/v1/namespaces/kong/pods?continue=next&labelSelector=app%3Dkong&limit=250',
  ]);
});

test.each([
  ['has no address yet', { status: { podIP: undefined } }],
  ['is pending', { status: { phase: 'Pending' } }],
  ['has ended', { status: { phase: 'Succeeded' } }],
  ['is stopping', { metadata: { deletionTimestamp: '2026-11-24T12:00:00Z' } }],
])('one that %s is left out', async (_, changes) => {
  expect(await read(new ScriptedFetch(page([pod('a', changes)])))).toEqual({ ok: true, value: [] });
});

test('an answer that is no list of pods is malformed', async () => {
  const script = new ScriptedFetch(page([{ metadata: { name: 'a' } }]));
  expect(await read(script)).toMatchObject({ reason: 'malformed' });
});
