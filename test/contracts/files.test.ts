import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyMemory } from '@flyball/core';
import { FileMemoryStore } from '@flyball/webhook/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, patient } from './answers.ts';
import { memoryStoreContract } from './memory-store.contract.ts';

memoryStoreContract('A folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flyball-memory-'));
  let keys = 0;
  return {
    store: new FileMemoryStore(folder),
    newKey: () => `kong/policy.${++keys}`,
    plant: async (key, text) => {
      await mkdir(join(folder, key), { recursive: true });
      await writeFile(join(folder, key, '7.json'), text);
    },
    lose: (key) => rm(join(folder, key), { recursive: true }),
    stop: () => rm(folder, { recursive: true }),
  };
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-memory-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('only the last memory is kept, and nothing else is left lying about', async () => {
  const store = new FileMemoryStore(folder);
  let revision: string | null = null;
  for (let count = 0; count < 5; count++) {
    revision = answerOf(await store.save('kong/one', emptyMemory, revision, patient));
  }
  expect(await readdir(join(folder, 'kong', 'one'))).toEqual(['5.json']);
});

test('what a crash left behind is in nobody’s way', async () => {
  const store = new FileMemoryStore(folder);
  const revision = answerOf(await store.save('kong/two', emptyMemory, null, patient));
  // Before the number was made, and after it before the old one was removed.
  await writeFile(join(folder, 'kong', 'two', 'half.tmp'), '{"vers');
  await writeFile(join(folder, 'kong', 'two', '2.json'), JSON.stringify(emptyMemory));
  expect(await store.save('kong/two', emptyMemory, revision, patient)).toMatchObject({
    reason: 'conflict',
  });
  const found = answerOf(await store.load('kong/two', patient));
  answerOf(await store.save('kong/two', emptyMemory, found?.revision ?? null, patient));
  expect(await readdir(join(folder, 'kong', 'two'))).toEqual(['3.json', 'half.tmp']);
});

test('two stores on one folder are two writers of one memory', async () => {
  const [one, two] = [new FileMemoryStore(folder), new FileMemoryStore(folder)];
  let revision: string | null = null;
  for (let round = 0; round < 25; round++) {
    const answers = await Promise.all(
      [one, two, one, two].map((store) => store.save('kong/three', emptyMemory, revision, patient)),
    );
    const saved = answers.filter(({ ok }) => ok);
    expect(saved).toHaveLength(1);
    revision = answerOf(answers.find(({ ok }) => ok)!);
  }
});

test.each(['', '..', 'kong/..', '../../etc/passwd', 'kong//one'])('%j is no key', async (key) => {
  const store = new FileMemoryStore(folder);
  expect(await store.load(key, patient)).toMatchObject({ reason: 'invalid' });
  expect(await store.save(key, emptyMemory, null, patient)).toMatchObject({ reason: 'invalid' });
});

test('a folder that cannot be made is told', async () => {
  await writeFile(join(folder, 'file'), '');
  const store = new FileMemoryStore(join(folder, 'file'));
  expect(await store.save('kong/one', emptyMemory, null, patient)).toMatchObject({
    reason: 'unavailable',
    message: 'the files of the memory of kong/one: ENOTDIR',
  });
});
