import { KubernetesApi, KubernetesPodMetrics } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { ScriptedFetch, status } from './scripted-fetch.ts';

const pod = {
  metadata: { name: 'command-1' },
  timestamp: '2026-11-24T12:00:00Z',
  window: '30s',
  containers: [{ name: 'app', usage: { cpu: '250m' } }],
};

async function read(script: ScriptedFetch) {
  const api = new KubernetesApi({
    server: 'https://k',
    fetch: script.fetch,
    sleep: async () => {},
  });
  return new KubernetesPodMetrics(api).podUsage('kong', 'app=command', patient);
}

test('the usage of pods is asked for by selector', async () => {
  const script = new ScriptedFetch({ status: 200, body: { items: [pod] } });
  expect(await read(script)).toEqual({
    ok: true,
    value: [
      {
        name: 'command-1',
        at: Date.UTC(2026, 10, 24, 12),
        window: 30_000,
        containers: [{ name: 'app', usage: { cpu: 250 } }],
      },
    ],
  });
  expect(script.lines).toEqual([
    'GET /apis/metrics.k8s.io/v1beta1/namespaces/kong/pods?labelSelector=app%3Dcommand',
  ]);
});

test.each([
  ['quantity', { ...pod, containers: [{ name: 'app', usage: { cpu: 'much' } }] }],
  ['instant', { ...pod, timestamp: 'noon' }],
  ['duration', { ...pod, window: 'a while' }],
  ['window', { ...pod, window: undefined }],
])('a usage without its %s is malformed', async (_, broken) => {
  const script = new ScriptedFetch({ status: 200, body: { items: [broken] } });
  expect(await read(script)).toMatchObject({ reason: 'malformed' });
});

test('a cluster without metrics-server has no such API', async () => {
  const answer = status(404, 'NotFound', 'the server could not find the requested resource');
  expect(await read(new ScriptedFetch(answer))).toMatchObject({ reason: 'not-found' });
});
