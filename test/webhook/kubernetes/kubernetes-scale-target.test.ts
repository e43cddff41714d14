import { KubernetesApi, KubernetesScaleTarget, type TargetReference } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { type Answer, ScriptedFetch, scale, status } from './scripted-fetch.ts';

const command: TargetReference = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'kong',
  name: 'command',
};

function targetOver(script: ScriptedFetch, clock = { now: () => 0 }): KubernetesScaleTarget {
  const { fetch } = script;
  const api = new KubernetesApi({ server: 'https://k', fetch, sleep: async () => {} });
  return new KubernetesScaleTarget(api, clock);
}

describe('a write whose answer was lost is looked after', () => {
  test('it arrived: the size is the wanted one', async () => {
    const script = new ScriptedFetch({ breaks: 'ECONNRESET' }, scale(7, '18'));
    expect(await targetOver(script).writeScale(command, 7, '17', patient)).toMatchObject({
      ok: true,
      value: { specReplicas: 7, resourceVersion: '18' },
    });
    expect(script.sent.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
  });

  test('it never arrived: it is sent once more', async () => {
    const script = new ScriptedFetch({ breaks: 'ECONNRESET' }, scale(3, '17'), scale(7, '18'));
    expect(await targetOver(script).writeScale(command, 7, '17', patient)).toMatchObject({
      ok: true,
      value: { specReplicas: 7 },
    });
    expect(script.sent.map(({ method }) => method)).toEqual(['PATCH', 'GET', 'PATCH']);
  });

  test('somebody else wrote: it failed', async () => {
    const script = new ScriptedFetch(status(500, '', 'etcd'), scale(4, '18'));
    expect(await targetOver(script).writeScale(command, 7, '17', patient)).toMatchObject({
      ok: false,
      reason: 'unavailable',
    });
  });

  test('nobody knows: it failed', async () => {
    const lost: Answer = { breaks: 'ECONNRESET' };
    const script = new ScriptedFetch(lost, lost, lost, lost);
    expect(await targetOver(script).writeScale(command, 7, '17', patient)).toMatchObject({
      ok: false,
      reason: 'unavailable',
    });
    expect(script.sent.map(({ method }) => method)).toEqual(['PATCH', 'GET', 'GET', 'GET']);
  });

  test('an answer is an answer: a conflict is not looked after', async () => {
    const script = new ScriptedFetch(status(409, 'Conflict', 'modified'));
    expect(await targetOver(script).writeScale(command, 7, '17', patient)).toMatchObject({
      reason: 'conflict',
    });
    expect(script.sent).toHaveLength(1);
  });
});

describe('the path to a scale', () => {
  const rollout: TargetReference = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    namespace: 'kong',
    name: 'command',
  };
  const resources: Answer = {
    status: 200,
    body: {
      kind: 'APIResourceList',
      groupVersion: 'argoproj.io/v1alpha1',
      resources: [
        { name: 'rollouts', singularName: 'rollout', kind: 'Rollout', namespaced: true },
        { name: 'rollouts/scale', kind: 'Scale', group: 'autoscaling', version: 'v1' },
        { name: 'rollouts/status', kind: 'Rollout' },
        { name: 'analysisruns', kind: 'AnalysisRun' },
      ],
    },
  };

  test.each([
    ['apps/v1', 'Deployment', '/apis/apps/v1/namespaces/kong/deployments/command/scale'],
    ['apps/v1', 'StatefulSet', '/apis/apps/v1/namespaces/kong/statefulsets/command/scale'],
    ['apps/v1', 'ReplicaSet', '/apis/apps/v1/namespaces/kong/replicasets/command/scale'],
    ['v1', 'ReplicationController', '/api/v1/namespaces/kong/replicationcontrollers/command/scale'],
  ])('of %s %s is known', async (apiVersion, kind, path) => {
    const script = new ScriptedFetch(scale(3, '17'), scale(4, '18'));
    const target = { ...command, apiVersion, kind };
    const adapter = targetOver(script);
    await adapter.readScale(target, patient);
    await adapter.writeScale(target, 4, '17', patient);
    expect(script.lines).toEqual([`GET ${path}`, `PATCH ${path}?fieldManager=flyball`]);
  });

  test('of another kind is asked for, once', async () => {
    const script = new ScriptedFetch(resources, scale(3, '17'), scale(3, '17'));
    const target = targetOver(script);
    await target.readScale(rollout, patient);
    await target.readScale(rollout, patient);
    expect(script.lines).toEqual([
      'GET /apis/argoproj.io/v1alpha1',
      'GET /apis/argoproj.io/v1alpha1/namespaces/kong/rollouts/command/scale',
      'GET /apis/argoproj.io/v1alpha1/namespaces/kong/rollouts/command/scale',
    ]);
  });

  test('is asked for again after ten minutes, and after seconds when the kind was not there', async () => {
    let now = 0;
    const script = new ScriptedFetch(resources, scale(3, '1'), resources, resources, scale(3, '1'));
    const target = targetOver(script, { now: () => now });
    await target.readScale(rollout, patient);
    const unknown = { ...rollout, kind: 'Widget' };
    now = 14_999;
    expect(await target.readScale(unknown, patient)).toMatchObject({
      reason: 'not-found',
      message: 'argoproj.io/v1alpha1 has no Widget with a scale subresource',
    });
    expect(script.sent).toHaveLength(2);
    now = 15_000;
    await target.readScale(unknown, patient);
    expect(script.sent).toHaveLength(3);
    now = 615_000;
    await target.readScale(rollout, patient);
    expect(script.sent).toHaveLength(5);
  });

  test('is guessed where it may not be asked for', async () => {
    const script = new ScriptedFetch(status(403, 'Forbidden', 'no'), scale(3, '17'));
    await targetOver(script).readScale(rollout, patient);
    expect(script.lines[1]).toBe(
      'GET /apis/argoproj.io/v1alpha1/namespaces/kong/rollouts/command/scale',
    );
  });

  test('leads nowhere for a kind that cannot be scaled', async () => {
    const script = new ScriptedFetch(resources);
    const target = { ...rollout, kind: 'AnalysisRun' };
    expect(await targetOver(script).readScale(target, patient)).toMatchObject({
      reason: 'not-found',
    });
  });

  test('needs an apiVersion that is one', async () => {
    const target = { ...command, apiVersion: 'a/b/c' };
    expect(await targetOver(new ScriptedFetch()).readScale(target, patient)).toMatchObject({
      reason: 'invalid',
      message: 'apiVersion of kong/command: unexpected GroupVersion string: a/b/c',
    });
  });
});

test('a scale without selector and at zero, as Go writes it, is one', async () => {
  const script = new ScriptedFetch({
    status: 200,
    body: { metadata: { resourceVersion: '1', uid: 'u' }, spec: {}, status: { replicas: 0 } },
  });
  expect(await targetOver(script).readScale(command, patient)).toEqual({
    ok: true,
    value: { specReplicas: 0, statusReplicas: 0, selector: '', resourceVersion: '1', uid: 'u' },
  });
});

describe('pods', () => {
  const list = (items: readonly unknown[], rest = ''): Answer => ({
    status: 200,
    body: { kind: 'PodList', metadata: { resourceVersion: '9', continue: rest }, items },
  });
  const podsOf = async (...items: readonly unknown[]) =>
    targetOver(new ScriptedFetch(list(items))).listPods('kong', 'app=command', patient);

  test('are read to what a decision needs', async () => {
    const pod = {
      metadata: {
        name: 'command-1',
        labels: { app: 'command' },
        deletionTimestamp: '2026-11-24T12:00:30Z',
      },
      spec: {
        containers: [
          { name: 'app', image: 'x', resources: { requests: { cpu: '100m', memory: '1Gi' } } },
          { name: 'log', image: 'x', resources: {} },
        ],
        initContainers: [
          { name: 'wait', image: 'x' },
          {
            name: 'mesh',
            image: 'x',
            restartPolicy: 'Always',
            resources: { requests: { cpu: '5m' } },
          },
        ],
      },
      status: {
        phase: 'Running',
        startTime: '2026-11-24T12:00:00Z',
        conditions: [
          { type: 'Initialized', status: 'True', lastTransitionTime: null },
          { type: 'Ready', status: 'True', lastTransitionTime: '2026-11-24T12:00:05Z' },
        ],
      },
    };
    const noon = Date.UTC(2026, 10, 24, 12);
    expect(await podsOf(pod)).toEqual({
      ok: true,
      value: [
        {
          name: 'command-1',
          labels: { app: 'command' },
          phase: 'Running',
          deletionTimestamp: noon + 30_000,
          startTime: noon,
          ready: { status: 'True', lastTransitionTime: noon + 5_000 },
          containers: [
            { name: 'app', requests: { cpu: 100, memory: 2 ** 30 * 1_000 } },
            { name: 'log', requests: {} },
          ],
          sidecars: [{ name: 'mesh', requests: { cpu: 5 } }],
        },
      ],
    });
  });

  test('that nobody has taken yet have no start and no condition', async () => {
    const pod = { metadata: { name: 'p' }, spec: { containers: [] }, status: { phase: 'Pending' } };
    expect(await podsOf(pod)).toEqual({
      ok: true,
      value: [{ name: 'p', labels: {}, phase: 'Pending', containers: [] }],
    });
  });

  // Source: `PodRequests` of k8s.io/component-helpers 0.37, by hand.
  test('that ask for something as a whole say what the scheduler sets aside', async () => {
    const pod = {
      metadata: { name: 'p' },
      spec: {
        resources: { requests: { cpu: '2' } },
        overhead: { cpu: '250m', memory: '1' },
        containers: [
          { name: 'a', resources: { requests: { cpu: '100m', memory: '10' } } },
          { name: 'b', resources: { requests: { memory: '20' } } },
        ],
        initContainers: [
          { name: 's', restartPolicy: 'Always', resources: { requests: { memory: '5' } } },
          { name: 'i', resources: { requests: { memory: '100', 'example.com/gpu': '1' } } },
        ],
      },
      status: {},
    };
    const answer = await podsOf(pod);
    expect(answer.ok && answer.value[0]?.podRequests).toEqual({
      cpu: 2_250,
      memory: 106_000,
      'example.com/gpu': 1_000,
    });
  });

  test('that ask for nothing as a whole say nothing of it', async () => {
    const pod = {
      metadata: { name: 'p' },
      spec: { resources: { requests: { 'example.com/gpu': '1' } }, containers: [] },
      status: {},
    };
    const answer = await podsOf(pod);
    expect(answer.ok && answer.value[0]?.podRequests).toBeUndefined();
  });

  test('come in pages', async () => {
    const pod = (name: string) => ({ metadata: { name }, spec: { containers: [] }, status: {} });
    const script = new ScriptedFetch(list([pod('a'), pod('b')], 'more/&'), list([pod('c')]));
    const answer = await targetOver(script).listPods('kong', 'app in (a, b)', patient);
    expect(answer.ok && answer.value.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(script.lines).toEqual([
      'GET /api/v1/namespaces/kong/pods?labelSelector=app+in+%28a%2C+b%29&limit=250',
      'GET /api/v1/namespaces/kong/pods?continue=more%2F%26&labelSelector=app+in+%28a%2C+b%29&limit=250',
    ]);
  });

  test('that cannot be read are no pods', async () => {
    const pod = { metadata: { name: 'p' }, spec: { containers: [] }, status: {} };
    const broken = [
      { ...pod, metadata: {} },
      { ...pod, status: { startTime: 'yesterday' } },
      { ...pod, spec: { containers: [{ name: 'a', resources: { requests: { cpu: 'much' } } }] } },
      'pod',
    ];
    for (const one of broken) expect(await podsOf(one)).toMatchObject({ reason: 'malformed' });
  });
});
