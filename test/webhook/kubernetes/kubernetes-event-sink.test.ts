import { type ClusterEvent, KubernetesApi, KubernetesEventSink } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { type Answer, ScriptedFetch, status } from './scripted-fetch.ts';

const event: ClusterEvent = {
  subject: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    namespace: 'kong',
    name: 'command',
    uid: 'u-1',
  },
  type: 'Normal',
  reason: 'SuccessfulRescale',
  message: 'New size: 3; reason: All metrics below target',
  at: Date.UTC(2026, 10, 24, 12, 0, 0, 250),
};

const done: Answer = { status: 201, body: { metadata: { name: 'any' } } };

function sinkOver(script: ScriptedFetch): KubernetesEventSink {
  const { fetch } = script;
  const api = new KubernetesApi({ server: 'https://k', fetch, sleep: async () => {} });
  return new KubernetesEventSink(api, 'flyball-5d4f8-x7k2p');
}

test('an event is an object of events.k8s.io/v1, with all that the API server insists on', async () => {
  const script = new ScriptedFetch(done);
  await sinkOver(script).emit(event, patient);
  expect(script.sent[0]).toMatchObject({
    method: 'POST',
    path: '/apis/events.k8s.io/v1/namespaces/kong/events?fieldManager=flyball',
    body: {
      metadata: { name: 'command.00066104732b6090', namespace: 'kong' },
      eventTime: '2026-11-24T12:00:00.250000Z',
      reportingController: 'flyball',
      reportingInstance: 'flyball-5d4f8-x7k2p',
      action: 'SuccessfulRescale',
      reason: 'SuccessfulRescale',
      type: 'Normal',
      note: 'New size: 3; reason: All metrics below target',
      regarding: event.subject,
    },
  });
});

test('a repetition is counted on the same object', async () => {
  const script = new ScriptedFetch(done, done, done);
  const sink = sinkOver(script);
  for (const wait of [0, 15_000, 30_000])
    await sink.emit({ ...event, at: event.at + wait }, patient);
  expect(script.lines.slice(1)).toEqual([
    'PATCH /apis/events.k8s.io/v1/namespaces/kong/events/command.00066104732b6090?fieldManager=flyball',
    'PATCH /apis/events.k8s.io/v1/namespaces/kong/events/command.00066104732b6090?fieldManager=flyball',
  ]);
  expect(script.sent.slice(1).map(({ body }) => body)).toEqual([
    { series: { count: 2, lastObservedTime: '2026-11-24T12:00:15.250000Z' } },
    { series: { count: 3, lastObservedTime: '2026-11-24T12:00:30.250000Z' } },
  ]);
});

test('a count that did not get through is not counted', async () => {
  const script = new ScriptedFetch(done, status(403, 'Forbidden', 'no'), done);
  const sink = sinkOver(script);
  await sink.emit(event, patient);
  expect(await sink.emit(event, patient)).toMatchObject({ reason: 'forbidden' });
  await sink.emit(event, patient);
  expect(script.sent[2]?.body).toMatchObject({ series: { count: 2 } });
});

test('when the object is gone another one is made, and counted from one', async () => {
  const script = new ScriptedFetch(done, status(404, 'NotFound', 'gone'), done, done);
  const sink = sinkOver(script);
  for (let time = 0; time < 3; time++) await sink.emit(event, patient);
  expect(script.sent.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'POST', 'PATCH']);
  expect(script.sent[3]?.body).toMatchObject({ series: { count: 2 } });
});

test('two events of one instant have two names', async () => {
  const script = new ScriptedFetch(done, done);
  const sink = sinkOver(script);
  await sink.emit(event, patient);
  await sink.emit({ ...event, message: 'New size: 7' }, patient);
  const names = script.sent.map(
    ({ body }) => JSON.stringify(body).match(/command\.[0-9a-f]{16}/)?.[0],
  );
  expect(new Set(names).size).toBe(2);
});

test('a name that leaves no room is cut, so that the event has one', async () => {
  const script = new ScriptedFetch(done);
  const subject = { ...event.subject, name: 'x'.repeat(253) };
  await sinkOver(script).emit({ ...event, subject }, patient);
  expect(script.sent[0]?.body).toMatchObject({
    metadata: { name: expect.stringMatching(/^x{236}\.[0-9a-f]{16}$/) },
    regarding: { name: subject.name },
  });
});

test('an event that could not be made begins afresh the next time', async () => {
  const script = new ScriptedFetch(status(403, 'Forbidden', 'no'), done);
  const sink = sinkOver(script);
  expect(await sink.emit(event, patient)).toMatchObject({ reason: 'forbidden' });
  expect(await sink.emit(event, patient)).toMatchObject({ ok: true });
  expect(script.sent.map(({ method }) => method)).toEqual(['POST', 'POST']);
});

test('another replica had the name: the next one is taken', async () => {
  const script = new ScriptedFetch(status(409, 'AlreadyExists', 'is there'), done);
  expect(await sinkOver(script).emit(event, patient)).toMatchObject({ ok: true });
  const [first, second] = script.sent.map(({ body }) => JSON.stringify(body));
  expect(first).not.toBe(second);
});
