import { emptyMemory } from '@flyball/core';
import {
  createEmbeddedCluster,
  createFaultQueue,
  type EmbeddedCall,
  type EmbeddedWorkloadSpec,
} from '@flyball/webhook';
import { expect, test } from 'vitest';
import { answerOf, patient } from '../../contracts/answers.ts';

const clock = { now: (): number => 1_000_000 };
const command: EmbeddedWorkloadSpec = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'kong',
  name: 'command',
  replicas: 3,
};

test('a fault takes the place of one call, and the next one works', async () => {
  const queue = createFaultQueue();
  const { target } = createEmbeddedCluster({ clock, workloads: [command], faults: queue.faults });
  queue.add('readScale', { reason: 'throttled', retryAfterMs: 2_000 }, { reason: 'forbidden' });

  expect(await target.readScale(command, patient)).toEqual({
    ok: false,
    reason: 'throttled',
    message:
      'readScale deployments.apps kong/command: the server has received too many requests and has asked us to try again later',
    retryable: true,
    retryAfterMs: 2_000,
  });
  expect(await target.readScale(command, patient)).toMatchObject({
    reason: 'forbidden',
    retryable: false,
  });
  expect(await target.readScale(command, patient)).toMatchObject({ ok: true });
});

test('a write that failed was not made, one whose answer was lost was', async () => {
  const queue = createFaultQueue();
  const { target } = createEmbeddedCluster({ clock, workloads: [command], faults: queue.faults });
  const read = async () => answerOf(await target.readScale(command, patient));
  const write = async (replicas: number) =>
    target.writeScale(command, replicas, (await read()).resourceVersion, patient);

  queue.add('writeScale', { reason: 'timeout' });
  expect(await write(7)).toMatchObject({ reason: 'timeout' });
  expect((await read()).specReplicas).toBe(3);

  queue.add('writeScale', { reason: 'timeout', answerLost: true });
  expect(await write(7)).toMatchObject({ reason: 'timeout' });
  expect((await read()).specReplicas).toBe(7);
});

test('an answer that would have been a failure stays that failure', async () => {
  const queue = createFaultQueue();
  const { target } = createEmbeddedCluster({ clock, faults: queue.faults });
  queue.add('readScale', { reason: 'timeout', answerLost: true });
  expect(await target.readScale(command, patient)).toMatchObject({ reason: 'not-found' });
});

test('faults are asked about every call, by operation and subject', async () => {
  const calls: EmbeddedCall[] = [];
  const { target, events, memory } = createEmbeddedCluster({
    clock,
    workloads: [command],
    faults: (call) => {
      calls.push(call);
      return null;
    },
  });
  await target.readScale(command, patient);
  await target.writeScale(command, 4, '1', patient);
  await target.listPods('kong', 'app=command', patient);
  await memory.load('kong/command', patient);
  await memory.save('kong/command', emptyMemory, null, patient);
  const event = { type: 'Normal', reason: 'SuccessfulRescale', message: '', at: 0 } as const;
  await events.emit({ ...event, subject: command }, patient);
  expect(calls.map(({ operation, subject }) => `${operation} ${subject}`)).toEqual([
    'readScale deployments.apps kong/command',
    'writeScale deployments.apps kong/command',
    'listPods pods kong/app=command',
    'loadMemory kong/command',
    'saveMemory kong/command',
    'emit events kong/command',
  ]);
});
