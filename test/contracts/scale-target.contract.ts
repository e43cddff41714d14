import type { Pod } from '@flyball/core';
import type { ScaleTarget, TargetReference, TargetScale } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, givenUp, patient } from './answers.ts';
import { eventually, type Settling } from './settling.ts';

export interface ScaleTargetFixture extends Settling {
  readonly target: ScaleTarget;
  /** Workloads with three replicas; each has pods, and no other workload's selector selects them. */
  readonly workloads: readonly TargetReference[];
  /** Scales it behind the adapter's back, as `kubectl scale` does. */
  scaleElsewhere(workload: TargetReference, replicas: number): Promise<void>;
  stop(): Promise<void>;
}

/** What every {@link ScaleTarget} promises. */
export function scaleTargetContract(
  name: string,
  kinds: readonly string[],
  start: () => Promise<ScaleTargetFixture>,
): void {
  describe(`${name} is a ScaleTarget`, () => {
    let fixture: ScaleTargetFixture;
    beforeAll(async () => {
      fixture = await start();
    });
    afterAll(() => fixture?.stop());

    const workloadOf = (kind: string): TargetReference => {
      const workload = fixture.workloads.find((one) => one.kind === kind);
      if (workload === undefined) throw new Error(`the fixture has no ${kind}`);
      return workload;
    };
    const read = async (workload: TargetReference): Promise<TargetScale> =>
      answerOf(await fixture.target.readScale(workload, patient));
    const pods = async (workload: TargetReference): Promise<readonly Pod[]> => {
      const { selector } = await read(workload);
      return answerOf(await fixture.target.listPods(workload.namespace, selector, patient));
    };
    /** The scale once the controllers are done, so that its resourceVersion stays. */
    const settled = async (workload: TargetReference, replicas: number): Promise<TargetScale> => {
      await eventually(
        fixture,
        () => pods(workload),
        (all) => all.length === replicas && all.every(isReady),
      );
      let before = '';
      return eventually(
        fixture,
        () => read(workload),
        ({ statusReplicas, resourceVersion }) => {
          const still = statusReplicas === replicas && resourceVersion === before;
          before = resourceVersion;
          return still;
        },
      );
    };
    /** Brings a workload to a size whatever happens to it meanwhile, and waits until it is there. */
    const bringTo = async (workload: TargetReference, replicas: number): Promise<TargetScale> => {
      await fixture.scaleElsewhere(workload, replicas);
      return settled(workload, replicas);
    };

    describe.each(kinds)('%s', (kind) => {
      test('the scale is read with its selector, its writing and its identity', async () => {
        const scale = await bringTo(workloadOf(kind), 3);
        expect(scale).toMatchObject({ specReplicas: 3, statusReplicas: 3 });
        expect(scale.selector).toMatch(/^[a-z]+=/);
        expect(scale.resourceVersion).not.toBe('');
        expect(scale.uid).not.toBe('');
      });

      test('a write is answered with the new size and is there for the next reader', async () => {
        const workload = workloadOf(kind);
        const before = await bringTo(workload, 3);
        const { target } = fixture;
        const written = answerOf(
          await target.writeScale(workload, 5, before.resourceVersion, patient),
        );
        expect(written).toMatchObject({ specReplicas: 5, uid: before.uid });
        expect(written.resourceVersion).not.toBe(before.resourceVersion);
        expect((await read(workload)).specReplicas).toBe(5);
      });

      test('pods come, are ready after a while, and go', async () => {
        const workload = workloadOf(kind);
        await bringTo(workload, 3);
        const old = await pods(workload);
        await bringTo(workload, 5);
        const five = await pods(workload);
        expect(five.map(({ name }) => name)).toEqual(
          expect.arrayContaining(old.map(({ name }) => name)),
        );
        for (const pod of five) {
          expect(pod).toMatchObject({ phase: 'Running', ready: { status: 'True' } });
          expect(pod.deletionTimestamp).toBeUndefined();
          expect(pod.startTime).toBeTypeOf('number');
          expect(pod.containers).not.toEqual([]);
        }
        await bringTo(workload, 1);
        expect(five.map(({ name }) => name)).toEqual(
          expect.arrayContaining((await pods(workload)).map(({ name }) => name)),
        );
      });

      test('nothing is left at zero, and the way back is open', async () => {
        const workload = workloadOf(kind);
        const { resourceVersion } = await bringTo(workload, 1);
        const { target } = fixture;
        answerOf(await target.writeScale(workload, 0, resourceVersion, patient));
        const empty = await settled(workload, 0);
        expect(empty).toMatchObject({ specReplicas: 0, statusReplicas: 0 });
        answerOf(await target.writeScale(workload, 1, empty.resourceVersion, patient));
        await settled(workload, 1);
      });

      test('who names an old writing gets a conflict, and nothing is written', async () => {
        const workload = workloadOf(kind);
        const old = await bringTo(workload, 2);
        await bringTo(workload, 3);
        const { target } = fixture;
        expectFailure(
          await target.writeScale(workload, 9, old.resourceVersion, patient),
          'conflict',
        );
        // Not even when the size would be the one that is there.
        expectFailure(
          await target.writeScale(workload, 3, old.resourceVersion, patient),
          'conflict',
        );
        expect((await read(workload)).specReplicas).toBe(3);
      });

      test('of eight writers that saw the same writing one wins', async () => {
        const workload = workloadOf(kind);
        const { resourceVersion } = await bringTo(workload, 1);
        const { target } = fixture;
        const answers = await Promise.all(
          [2, 3, 4, 5, 6, 7, 8, 9].map((replicas) =>
            target.writeScale(workload, replicas, resourceVersion, patient),
          ),
        );
        const [won, ...others] = answers.filter(({ ok }) => ok);
        expect(others).toEqual([]);
        expect(answers.filter((answer) => !answer.ok && answer.reason === 'conflict').length).toBe(
          7,
        );
        expect(won?.ok && won.value.specReplicas).toBe((await read(workload)).specReplicas);
      });

      test('the size that is there already is accepted and changes nothing', async () => {
        const workload = workloadOf(kind);
        const before = await bringTo(workload, 3);
        const { target } = fixture;
        const written = answerOf(
          await target.writeScale(workload, 3, before.resourceVersion, patient),
        );
        expect(written).toEqual(before);
      });

      test.each([-1, 7.5, 2 ** 31])('%d replicas are refused', async (replicas) => {
        const workload = workloadOf(kind);
        const { resourceVersion } = await bringTo(workload, 3);
        const { target } = fixture;
        expectFailure(
          await target.writeScale(workload, replicas, resourceVersion, patient),
          'invalid',
        );
        expect((await read(workload)).specReplicas).toBe(3);
      });

      test('a call that was given up is a timeout and writes nothing', async () => {
        const workload = workloadOf(kind);
        const { resourceVersion, selector } = await bringTo(workload, 3);
        const { target } = fixture;
        expectFailure(await target.readScale(workload, givenUp), 'timeout');
        expectFailure(await target.listPods(workload.namespace, selector, givenUp), 'timeout');
        expectFailure(await target.writeScale(workload, 9, resourceVersion, givenUp), 'timeout');
        expect((await read(workload)).specReplicas).toBe(3);
      });
    });

    test('what is not there is not found, for reading and for writing', async () => {
      const [workload] = fixture.workloads;
      const absent: TargetReference[] = [
        { ...workload!, name: 'no-such-workload' },
        { ...workload!, namespace: 'no-such-namespace' },
        { ...workload!, apiVersion: 'no.such.group/v1', kind: 'Deployment' },
        { ...workload!, apiVersion: 'apps/v1', kind: 'NoSuchKind' },
      ];
      for (const target of absent) {
        expectFailure(await fixture.target.readScale(target, patient), 'not-found');
        expectFailure(await fixture.target.writeScale(target, 2, '1', patient), 'not-found');
      }
    });

    test('a selector that selects nothing is an empty list, in any namespace', async () => {
      const { namespace } = fixture.workloads[0]!;
      for (const place of [namespace, 'no-such-namespace']) {
        const list = await fixture.target.listPods(place, 'no-such-label=here', patient);
        expect(answerOf(list)).toEqual([]);
      }
    });

    test('a selector of several requirements selects by all of them', async () => {
      const workload = fixture.workloads[0]!;
      const { selector } = await bringTo(workload, 2);
      const { target } = fixture;
      const list = (text: string) => target.listPods(workload.namespace, text, patient);
      expect(answerOf(await list(`${selector},!no-such-label`))).toHaveLength(2);
      expect(answerOf(await list(`${selector},no-such-label`))).toEqual([]);
      const [key, value] = selector.split('=');
      expect(answerOf(await list(`${key} in (other,${value})`))).toHaveLength(2);
    });

    test('what is no selector is refused', async () => {
      const { namespace } = fixture.workloads[0]!;
      expectFailure(await fixture.target.listPods(namespace, 'a in (', patient), 'invalid');
    });
  });
}

function isReady({ ready }: Pod): boolean {
  return ready?.status === 'True';
}
