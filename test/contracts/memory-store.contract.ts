import { emptyMemory, type Memory } from '@flyball/core';
import type { MemoryStore } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, givenUp, patient } from './answers.ts';
import { fullMemory } from './full-memory.ts';

export interface MemoryStoreFixture {
  readonly store: MemoryStore;
  /** A policy's key that this store has never seen. */
  newKey(): string;
  /** Puts a text where the memory of a key is kept, behind the store's back. */
  plant(key: string, text: string): Promise<void>;
  /** Loses the memory of a key, behind the store's back. */
  lose(key: string): Promise<void>;
  stop(): Promise<void>;
}

/** What every {@link MemoryStore} promises. */
export function memoryStoreContract(name: string, start: () => Promise<MemoryStoreFixture>): void {
  describe(`${name} is a MemoryStore`, () => {
    let fixture: MemoryStoreFixture;
    beforeAll(async () => {
      fixture = await start();
    });
    afterAll(() => fixture?.stop());

    const load = async (key: string) => answerOf(await fixture.store.load(key, patient));
    const save = (key: string, memory: Memory, expected: string | null) =>
      fixture.store.save(key, memory, expected, patient);
    const withRecommendations = (count: number): Memory => ({
      ...emptyMemory,
      recommendations: Array.from({ length: count }, (_, i) => ({ replicas: 7, at: i * 1_000 })),
    });

    test('nothing was saved: nothing is found', async () => {
      expect(await load(fixture.newKey())).toBeNull();
    });

    test.each([
      ['empty', emptyMemory],
      ['full', fullMemory],
    ])('a memory that is %s comes back as it was saved', async (_, memory) => {
      const key = fixture.newKey();
      const revision = answerOf(await save(key, memory, null));
      expect(await load(key)).toEqual({ readable: true, memory, revision });
    });

    test('each save has a revision of its own, and the next one names it', async () => {
      const key = fixture.newKey();
      const first = answerOf(await save(key, withRecommendations(1), null));
      const second = answerOf(await save(key, withRecommendations(2), first));
      expect(second).not.toBe(first);
      expect(await load(key)).toMatchObject({ memory: withRecommendations(2), revision: second });
    });

    test('who names an old revision gets a conflict, and what is there stays', async () => {
      const key = fixture.newKey();
      const old = answerOf(await save(key, withRecommendations(1), null));
      const current = answerOf(await save(key, withRecommendations(2), old));
      expectFailure(await save(key, withRecommendations(3), old), 'conflict');
      expectFailure(await save(key, withRecommendations(3), null), 'conflict');
      expect(await load(key)).toMatchObject({ memory: withRecommendations(2), revision: current });
    });

    test('of eight that saw nothing one saves first', async () => {
      const key = fixture.newKey();
      const answers = await Promise.all(
        [1, 2, 3, 4, 5, 6, 7, 8].map((count) => save(key, withRecommendations(count), null)),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expectFailure(answer, 'conflict');
      const winner = 1 + answers.findIndex(({ ok }) => ok);
      expect(await load(key)).toMatchObject({ memory: withRecommendations(winner) });
    });

    test('of eight that saw the same revision one saves next', async () => {
      const key = fixture.newKey();
      const revision = answerOf(await save(key, emptyMemory, null));
      const answers = await Promise.all(
        [1, 2, 3, 4, 5, 6, 7, 8].map((count) => save(key, withRecommendations(count), revision)),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expectFailure(answer, 'conflict');
    });

    test('a memory that was lost is nothing again, and its revision is worth nothing', async () => {
      const key = fixture.newKey();
      const revision = answerOf(await save(key, withRecommendations(1), null));
      await fixture.lose(key);
      expect(await load(key)).toBeNull();
      expectFailure(await save(key, withRecommendations(2), revision), 'conflict');
      answerOf(await save(key, withRecommendations(2), null));
    });

    test.each([
      ['nothing at all', ''],
      ['no JSON', '{"version":1,'],
      ['another kind of value', '[]'],
      ['a later version', '{"version":2}'],
      ['half of it', '{"version":1,"recommendations":[]}'],
      [
        'a number that is none',
        JSON.stringify({ ...emptyMemory, scaleUpEvents: [{ change: 'x' }] }),
      ],
    ])('%s is told, and replaced by the next save', async (_, text) => {
      const key = fixture.newKey();
      await fixture.plant(key, text);
      const found = await load(key);
      expect(found).toMatchObject({ readable: false });
      expect(found?.readable === false && found.problem).toMatch(/^the memory/);
      expectFailure(await save(key, emptyMemory, null), 'conflict');
      answerOf(await save(key, fullMemory, found?.revision ?? null));
      expect(await load(key)).toMatchObject({ readable: true, memory: fullMemory });
    });

    test('a memory that lost its bounds is refused, and what is there stays', async () => {
      const key = fixture.newKey();
      const revision = answerOf(await save(key, emptyMemory, null));
      expectFailure(await save(key, withRecommendations(20_000), revision), 'invalid');
      expect(await load(key)).toMatchObject({ memory: emptyMemory, revision });
    });

    test('an hour of looks at every second has room', async () => {
      const key = fixture.newKey();
      const event = { change: 1_000, at: 1_764_000_000_000, outdated: false };
      const memory = {
        ...withRecommendations(3_600),
        scaleUpEvents: Array.from({ length: 1_800 }, () => event),
        scaleDownEvents: Array.from({ length: 1_800 }, () => event),
      };
      answerOf(await save(key, memory, null));
      expect(await load(key)).toMatchObject({ memory });
    });

    test('the memories of two policies do not touch', async () => {
      const [one, two] = [fixture.newKey(), fixture.newKey()];
      const revision = answerOf(await save(one, withRecommendations(1), null));
      answerOf(await save(two, withRecommendations(2), null));
      expect(await load(one)).toMatchObject({ memory: withRecommendations(1), revision });
    });

    test('a call that was given up is a timeout and leaves nothing', async () => {
      const key = fixture.newKey();
      const { store } = fixture;
      expectFailure(await store.load(key, givenUp), 'timeout');
      expectFailure(await store.save(key, emptyMemory, null, givenUp), 'timeout');
      expect(await load(key)).toBeNull();
    });
  });
}
