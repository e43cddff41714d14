import type { LeaseRequest, Leases } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, givenUp, patient } from './answers.ts';

export interface LeasesFixture {
  /** The leases as one more replica sees them. */
  open(): Promise<Leases>;
  readonly namespace: string;
  now(): number;
  /** Moves the clock of all replicas on. */
  advance(milliseconds: number): void;
  stop(): Promise<void>;
}

let leases = 0;

/** What {@link Leases} promise. */
export function leasesContract(name: string, start: () => Promise<LeasesFixture>): void {
  describe(`${name} has Leases`, () => {
    let fixture: LeasesFixture;
    beforeAll(async () => {
      fixture = await start();
    });
    afterAll(() => fixture?.stop());

    /** Two replicas that want the same new lease, for 15 s at a time. */
    const rivals = async () => {
      const { namespace } = fixture;
      const lease = { namespace, name: `shard-${++leases}`, durationSeconds: 15 };
      const replica = async (holder: string) => {
        const client = await fixture.open();
        const request: LeaseRequest = { ...lease, holder };
        return {
          hold: async () => answerOf(await client.hold(request, patient)),
          release: async () => answerOf(await client.release(request, patient)),
          client,
          request,
        };
      };
      return { a: await replica('a'), b: await replica('b') };
    };

    test('the first who asks holds it, and the other is told who does', async () => {
      const { a, b } = await rivals();
      expect(await a.hold()).toEqual({ held: true, until: fixture.now() + 15_000 });
      expect(await b.hold()).toEqual({ held: false, holder: 'a' });
    });

    test('of eight that ask at once one holds it', async () => {
      const { a } = await rivals();
      const answers = await Promise.all(
        ['1', '2', '3', '4', '5', '6', '7', '8'].map(async (holder) =>
          (await fixture.open()).hold({ ...a.request, holder }, patient),
        ),
      );
      expect(answers.map((answer) => answerOf(answer).held).filter((held) => held)).toHaveLength(1);
    });

    test('who renews it keeps it for as long as it likes', async () => {
      const { a, b } = await rivals();
      for (let round = 0; round < 5; round++) {
        expect(await a.hold()).toEqual({ held: true, until: fixture.now() + 15_000 });
        expect(await b.hold()).toMatchObject({ held: false });
        fixture.advance(10_000);
      }
    });

    test('one that is not renewed is taken over after its time, and not before', async () => {
      const { a, b } = await rivals();
      await a.hold();
      expect(await b.hold()).toMatchObject({ held: false });
      fixture.advance(14_999);
      expect(await b.hold()).toMatchObject({ held: false });
      fixture.advance(1);
      expect(await b.hold()).toMatchObject({ held: true });
      expect(await a.hold()).toEqual({ held: false, holder: 'b' });
    });

    test('of two that want an abandoned one, one gets it', async () => {
      const { a, b } = await rivals();
      const third = await fixture.open();
      const askThird = () => third.hold({ ...a.request, holder: 'c' }, patient);
      await a.hold();
      await Promise.all([b.hold(), askThird()]);
      fixture.advance(15_000);
      const answers = [await b.hold(), answerOf(await askThird())];
      expect(answers.filter(({ held }) => held)).toHaveLength(1);
    });

    test('one that was given back is free at once', async () => {
      const { a, b } = await rivals();
      await a.hold();
      await a.release();
      expect(await b.hold()).toMatchObject({ held: true });
    });

    test('nobody gives back what another holds, or what nobody does', async () => {
      const { a, b } = await rivals();
      await b.release();
      await a.hold();
      await b.release();
      expect(await b.hold()).toMatchObject({ held: false, holder: 'a' });
    });

    test('a call that was given up is a timeout and takes nothing', async () => {
      const { a, b } = await rivals();
      expectFailure(await a.client.hold(a.request, givenUp), 'timeout');
      expect(await b.hold()).toMatchObject({ held: true });
      expectFailure(await b.client.release(b.request, givenUp), 'timeout');
      expect(await a.hold()).toMatchObject({ held: false, holder: 'b' });
    });
  });
}
