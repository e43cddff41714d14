import type { Autoscalers, ClusterAutoscaler } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, givenUp, patient } from './answers.ts';

export interface AutoscalersFixture {
  readonly autoscalers: Autoscalers;
  readonly namespace: string;
  /** Applies one from outside, with 2 to 10 replicas of Deployment `command` unless said otherwise. */
  apply(name: string, fields?: Partial<ClusterAutoscaler>): Promise<void>;
  remove(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** What {@link Autoscalers} promise. */
export function autoscalersContract(name: string, start: () => Promise<AutoscalersFixture>): void {
  describe(`${name} has Autoscalers`, () => {
    let fixture: AutoscalersFixture;
    beforeAll(async () => {
      fixture = await start();
    });
    afterAll(() => fixture?.stop());

    const list = async (): Promise<readonly ClusterAutoscaler[]> =>
      answerOf(await fixture.autoscalers.list(fixture.namespace, patient));
    const read = async (one: string): Promise<ClusterAutoscaler> => {
      const found = (await list()).find((autoscaler) => autoscaler.name === one);
      if (found === undefined) throw new Error(`there is no ${one}`);
      return found;
    };
    /** Writes on what is there now; a controller that wrote in between is let through. */
    const set = async (
      one: string,
      minReplicas: number,
      annotations: Record<string, string | null>,
    ): Promise<ClusterAutoscaler> => {
      for (;;) {
        const seen = await read(one);
        const answer = await fixture.autoscalers.setMinReplicas(
          seen,
          minReplicas,
          annotations,
          patient,
        );
        if (answer.ok || answer.reason !== 'conflict') return answerOf(answer);
      }
    };

    test('a namespace without any has none, and so has one that is not there', async () => {
      expect(answerOf(await fixture.autoscalers.list('no-such-namespace', patient))).toEqual([]);
    });

    test('they are listed by name, with what they scale and who made them', async () => {
      await fixture.apply('b');
      await fixture.apply('a', { owner: { kind: 'ScaledObject', name: 'so' } });
      const found = await list();
      expect(found.map((one) => one.name)).toEqual(['a', 'b']);
      expect(found[0]).toMatchObject({ owner: { kind: 'ScaledObject', name: 'so' } });
      expect(found[1]).toMatchObject({
        namespace: fixture.namespace,
        target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
        minReplicas: 2,
        maxReplicas: 10,
        owner: null,
      });
      expect(found[0]?.uid).not.toBe(found[1]?.uid);
    });

    test('the floor and the notes beside it move in one write', async () => {
      await fixture.apply('floor', { annotations: { theirs: 'kept' } });
      const raised = await set('floor', 7, { 'flyball.dev/floor': '2' });
      expect(raised).toMatchObject({
        minReplicas: 7,
        maxReplicas: 10,
        annotations: { theirs: 'kept', 'flyball.dev/floor': '2' },
      });
      expect(await read('floor')).toMatchObject({ minReplicas: 7, uid: raised.uid });
      const lowered = await set('floor', 2, { 'flyball.dev/floor': null });
      expect(lowered).toMatchObject({ minReplicas: 2, annotations: { theirs: 'kept' } });
      expect(lowered.annotations).not.toHaveProperty(['flyball.dev/floor']);
    });

    test('who saw an older one gets a conflict, and nothing is written', async () => {
      await fixture.apply('raced');
      const old = await read('raced');
      await set('raced', 3, {});
      const { autoscalers } = fixture;
      expectFailure(await autoscalers.setMinReplicas(old, 9, {}, patient), 'conflict');
      expect((await read('raced')).minReplicas).toBe(3);
    });

    test('a floor above the ceiling or below zero is refused', async () => {
      await fixture.apply('bounded');
      for (const floor of [11, -1]) {
        await expect(set('bounded', floor, {})).rejects.toThrow(/^invalid: /);
      }
      expect((await read('bounded')).minReplicas).toBe(2);
    });

    test('one that is gone is not found', async () => {
      await fixture.apply('gone');
      const seen = await read('gone');
      await fixture.remove('gone');
      const { autoscalers } = fixture;
      expectFailure(await autoscalers.setMinReplicas(seen, 3, {}, patient), 'not-found');
    });

    test('a call that was given up is a timeout and writes nothing', async () => {
      await fixture.apply('given-up');
      const seen = await read('given-up');
      const { autoscalers, namespace } = fixture;
      expectFailure(await autoscalers.list(namespace, givenUp), 'timeout');
      expectFailure(await autoscalers.setMinReplicas(seen, 3, {}, givenUp), 'timeout');
      expect((await read('given-up')).minReplicas).toBe(2);
    });
  });
}
