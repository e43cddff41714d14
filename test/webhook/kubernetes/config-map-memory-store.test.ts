import { emptyMemory } from '@flyball/core';
import { ConfigMapMemoryStore, KubernetesApi } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { type Answer, ScriptedFetch, status } from './scripted-fetch.ts';

const text = JSON.stringify(emptyMemory);
const path = '/api/v1/namespaces/kong/configmaps';
const name = 'flyball-memory.kong.command';

const configMap = (resourceVersion: string, data?: Record<string, string>): Answer => ({
  status: 200,
  body: { metadata: { name, resourceVersion }, ...(data === undefined ? {} : { data }) },
});

function storeOver(script: ScriptedFetch, namespace?: string): ConfigMapMemoryStore {
  const { fetch } = script;
  const api = new KubernetesApi({ server: 'https://k', fetch, sleep: async () => {} });
  return new ConfigMapMemoryStore(api, namespace === undefined ? {} : { namespace });
}

test('each memory is a ConfigMap beside its policy, and says whose it is', async () => {
  const script = new ScriptedFetch(configMap('1'), configMap('2'));
  const store = storeOver(script);
  await store.save('kong/command', emptyMemory, null, patient);
  await store.save('kong/command', emptyMemory, '1', patient);
  expect(script.lines).toEqual([
    `POST ${path}?fieldManager=flyball`,
    `PATCH ${path}/${name}?fieldManager=flyball`,
  ]);
  expect(script.sent.map(({ body }) => body)).toEqual([
    {
      metadata: {
        name,
        namespace: 'kong',
        labels: { 'app.kubernetes.io/managed-by': 'flyball' },
      },
      data: { 'memory.json': text },
    },
    { metadata: { resourceVersion: '1' }, data: { 'memory.json': text } },
  ]);
});

test('one namespace can hold them all', async () => {
  const script = new ScriptedFetch(configMap('1', { 'memory.json': text }));
  await storeOver(script, 'flyball').load('kong/command', patient);
  expect(script.lines).toEqual([`GET /api/v1/namespaces/flyball/configmaps/${name}`]);
});

test('a ConfigMap without our entry is unreadable', async () => {
  const script = new ScriptedFetch(configMap('7'));
  expect(await storeOver(script).load('kong/command', patient)).toEqual({
    ok: true,
    value: { readable: false, problem: 'the memory is empty', revision: '7' },
  });
});

test('who may not read is told', async () => {
  const script = new ScriptedFetch(status(403, 'Forbidden', 'may not'));
  expect(await storeOver(script).load('kong/command', patient)).toMatchObject({
    reason: 'forbidden',
  });
});

describe('a save whose answer was lost is looked after', () => {
  const lost: Answer = { breaks: 'ECONNRESET' };

  test.each([
    ['the first', null],
    ['a later', '1'],
  ])('%s save arrived', async (_, expected) => {
    const script = new ScriptedFetch(lost, configMap('2', { 'memory.json': text }));
    const saved = await storeOver(script).save('kong/command', emptyMemory, expected, patient);
    expect(saved).toEqual({ ok: true, value: '2' });
  });

  test('the first save never arrived', async () => {
    const script = new ScriptedFetch(lost, status(404, 'NotFound', ''), configMap('1'));
    const saved = await storeOver(script).save('kong/command', emptyMemory, null, patient);
    expect(saved).toEqual({ ok: true, value: '1' });
    expect(script.sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  });

  test('a later save never arrived', async () => {
    const before = configMap('1', { 'memory.json': '{}' });
    const script = new ScriptedFetch(lost, before, configMap('2'));
    const saved = await storeOver(script).save('kong/command', emptyMemory, '1', patient);
    expect(saved).toEqual({ ok: true, value: '2' });
    expect(script.sent.map(({ method }) => method)).toEqual(['PATCH', 'GET', 'PATCH']);
  });

  test('somebody else saved', async () => {
    const script = new ScriptedFetch(lost, configMap('3', { 'memory.json': '{}' }));
    expect(await storeOver(script).save('kong/command', emptyMemory, '1', patient)).toMatchObject({
      reason: 'unavailable',
    });
  });

  test('it was deleted meanwhile', async () => {
    const script = new ScriptedFetch(lost, status(404, 'NotFound', ''));
    expect(await storeOver(script).save('kong/command', emptyMemory, '1', patient)).toMatchObject({
      reason: 'unavailable',
    });
  });
});
