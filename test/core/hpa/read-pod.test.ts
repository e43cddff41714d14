import { type KubernetesPod, readPod } from '@flyball/core';
import { describe, expect, test } from 'vitest';

const bare: KubernetesPod = {
  metadata: { name: 'web-0' },
  spec: { containers: [{ name: 'app' }] },
};

function withSpec(spec: Omit<KubernetesPod['spec'], 'containers'>): KubernetesPod {
  const containers = [
    { name: 'app', resources: { requests: { cpu: '250m', memory: '64Mi' } } },
    { name: 'proxy', resources: { requests: { cpu: '0.1' } } },
  ];
  return { metadata: { name: 'web-0' }, spec: { containers, ...spec } };
}

test('a pod that is only just there', () => {
  expect(readPod(bare)).toEqual({
    name: 'web-0',
    labels: {},
    phase: '',
    containers: [{ name: 'app', requests: {} }],
  });
});

test('instants and the condition Ready', () => {
  const pod = readPod({
    metadata: { name: 'web-0', labels: { app: 'web' }, deletionTimestamp: '2026-01-01T00:00:30Z' },
    spec: bare.spec,
    status: {
      phase: 'Running',
      startTime: '2026-01-01T00:00:00Z',
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' },
        { type: 'Ready', status: 'False', lastTransitionTime: '2026-01-01T00:00:10Z' },
      ],
    },
  });
  expect(pod).toMatchObject({
    labels: { app: 'web' },
    deletionTimestamp: Date.UTC(2026, 0, 1, 0, 0, 30),
    phase: 'Running',
    startTime: Date.UTC(2026, 0, 1),
    ready: { status: 'False', lastTransitionTime: Date.UTC(2026, 0, 1, 0, 0, 10) },
  });
});

test('requests in thousandths, those beyond 2^53 as text', () => {
  const requests = { cpu: '1.5', memory: '1Gi', 'example.com/units': '9007199254741' };
  const { containers } = readPod({
    metadata: { name: 'web-0' },
    spec: { containers: [{ name: 'app', resources: { requests } }] },
  });
  expect(containers[0]?.requests).toEqual({
    cpu: 1500,
    memory: 1_073_741_824_000,
    'example.com/units': '9007199254741000',
  });
});

test('only init containers that keep running are sidecars', () => {
  const pod = readPod(
    withSpec({
      initContainers: [
        { name: 'setup', resources: { requests: { cpu: '2' } } },
        { name: 'mesh', restartPolicy: 'Always', resources: { requests: { cpu: '50m' } } },
      ],
    }),
  );
  expect(pod.sidecars).toEqual([{ name: 'mesh', requests: { cpu: 50 } }]);
  expect(pod.podRequests).toBeUndefined();
});

// component-helpers `resource.PodRequests`, KEP-2837 (pod-level resources) and KEP-753 (sidecars).
describe('the request of a whole pod', () => {
  const step = { name: 'setup', resources: { requests: { cpu: '2' } } };
  const mesh = { name: 'mesh', restartPolicy: 'Always', resources: { requests: { cpu: '50m' } } };

  test.each([
    [
      'its own, where it is given',
      { resources: { requests: { cpu: '1' } } },
      { cpu: 1000, memory: 67_108_864_000 },
    ],
    [
      'of its containers, for what it does not give',
      { resources: { requests: { memory: '1Gi' } } },
      { cpu: 350, memory: 1_073_741_824_000 },
    ],
    [
      'plus the overhead',
      { resources: { requests: { cpu: '1' } }, overhead: { cpu: '100m' } },
      { cpu: 1100, memory: 67_108_864_000 },
    ],
    [
      'at least that of the largest init step, beside the sidecars before it',
      { resources: { requests: { memory: '1Gi' } }, initContainers: [mesh, step] },
      { cpu: 2050, memory: 1_073_741_824_000 },
    ],
    [
      'a sidecar after a step does not run beside it',
      { resources: { requests: { memory: '1Gi' } }, initContainers: [step, mesh] },
      { cpu: 2000, memory: 1_073_741_824_000 },
    ],
  ])('%s', (_, spec, expected) => {
    expect(readPod(withSpec(spec)).podRequests).toEqual(expected);
  });

  test('does not exist for other resources', () => {
    const spec = { resources: { requests: { 'example.com/gpu': '1' } } };
    expect(readPod(withSpec(spec)).podRequests).toBeUndefined();
  });
});
