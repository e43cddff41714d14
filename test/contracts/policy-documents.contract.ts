import type { PolicyChange, PolicyDocuments, PolicyScope } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, givenUp, patient } from './answers.ts';
import { eventually, type Settling } from './settling.ts';

export interface PolicyDocumentsFixture extends Settling {
  readonly documents: PolicyDocuments;
  readonly namespace: string;
  apply(
    name: string,
    data: Readonly<Record<string, string>>,
    labels?: Readonly<Record<string, string>>,
  ): Promise<void>;
  remove(name: string): Promise<void>;
  /** Makes the other side forget what was, where that can be done. */
  forget?(): Promise<void>;
  stop(): Promise<void>;
}

let scopes = 0;

/**
 * What {@link PolicyDocuments} promise.
 *
 * @param canForget whether the fixture can make the other side forget
 */
export function policyDocumentsContract(
  name: string,
  start: () => Promise<PolicyDocumentsFixture>,
  canForget: boolean,
): void {
  describe(`${name} has policies in ConfigMaps`, () => {
    let fixture: PolicyDocumentsFixture;
    beforeAll(async () => {
      fixture = await start();
    });
    afterAll(() => fixture?.stop());

    /** A scope of its own, with what is applied into it. */
    const newScope = () => {
      const label = `scope-${++scopes}`;
      const scope: PolicyScope = { namespace: fixture.namespace, selector: `test=${label}` };
      const nameOf = (document: string): string => `${label}-${document}`;
      return {
        scope,
        nameOf,
        apply: (document: string, text: string, labels: Record<string, string> = { test: label }) =>
          fixture.apply(nameOf(document), { 'hpa.yaml': text }, labels),
        remove: (document: string) => fixture.remove(nameOf(document)),
        list: async () => answerOf(await fixture.documents.list(scope, patient)),
      };
    };

    /** A watch that keeps what it is told, `name=text` or `-name`. */
    const follow = (scope: PolicyScope, revision: string) => {
      const controller = new AbortController();
      const told: string[] = [];
      const state = { revision };
      const take = (changes: readonly PolicyChange[]): void => {
        for (const change of changes) {
          state.revision = change.revision;
          if (change.kind === 'applied') {
            told.push(`${change.document.name}=${change.document.data['hpa.yaml']}`);
          } else if (change.kind === 'removed') told.push(`-${change.name}`);
        }
      };
      const { signal } = controller;
      const ended = fixture.documents.watch(scope, revision, take, { signal });
      return {
        told,
        revision: () => state.revision,
        tells: (...all: readonly string[]) =>
          eventually(
            fixture,
            async () => [...told],
            (now) => now.length >= all.length,
          ).then((now) => expect(now).toEqual(all)),
        end: async () => {
          controller.abort();
          return ended;
        },
      };
    };

    test('lists those whose labels fit, with all that is in them', async () => {
      const { scope, apply, list, nameOf } = newScope();
      expect((await list()).documents).toEqual([]);
      await apply('b', 'two');
      await apply('a', 'one');
      await apply('c', 'three', { test: 'another' });
      expect((await list()).documents).toEqual(
        ['a', 'b'].map((each) => ({
          namespace: scope.namespace,
          name: nameOf(each),
          uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
          resourceVersion: expect.stringMatching(/^\d+$/),
          createdAt: expect.any(Number),
          data: { 'hpa.yaml': each === 'a' ? 'one' : 'two' },
        })),
      );
    });

    test('tells what becomes of them since the list, in order', async () => {
      const { scope, apply, remove, list, nameOf } = newScope();
      await apply('a', 'one');
      const { revision } = await list();
      await apply('a', 'two');
      const watch = follow(scope, revision);
      await watch.tells(`${nameOf('a')}=two`);
      await apply('b', 'three');
      await remove('a');
      await watch.tells(`${nameOf('a')}=two`, `${nameOf('b')}=three`, `-${nameOf('a')}`);
      expectFailure(await watch.end(), 'timeout');
    });

    test('goes on where another watch has ended', async () => {
      const { scope, apply, list, nameOf } = newScope();
      const first = follow(scope, (await list()).revision);
      await apply('a', 'one');
      await first.tells(`${nameOf('a')}=one`);
      await first.end();
      await apply('a', 'two');
      await apply('a', 'three');
      const second = follow(scope, first.revision());
      await second.tells(`${nameOf('a')}=two`, `${nameOf('a')}=three`);
      await second.end();
      expect(first.told).toHaveLength(1);
    });

    test('one whose labels no longer fit is told as removed, one that begins to as applied', async () => {
      const { scope, apply, list, nameOf } = newScope();
      await apply('a', 'one');
      await apply('b', 'two', { test: 'another' });
      const watch = follow(scope, (await list()).revision);
      await apply('a', 'one', { test: 'another' });
      await watch.tells(`-${nameOf('a')}`);
      await apply('b', 'two');
      await watch.tells(`-${nameOf('a')}`, `${nameOf('b')}=two`);
      await watch.end();
    });

    if (canForget) {
      test('what is forgotten is expired, and a list begins anew', async () => {
        const { scope, apply, list, nameOf } = newScope();
        const { revision } = await list();
        await apply('a', 'one');
        await fixture.forget?.();
        const late = fixture.documents.watch(scope, revision, () => {}, patient);
        expectFailure(await late, 'expired');

        const now = await list();
        expect(now.documents.map((each) => each.name)).toEqual([nameOf('a')]);
        const watch = follow(scope, now.revision);
        await apply('a', 'two');
        await watch.tells(`${nameOf('a')}=two`);
        await watch.end();
      });
    }

    test('a call that was given up is a timeout', async () => {
      const { scope } = newScope();
      expectFailure(await fixture.documents.list(scope, givenUp), 'timeout');
      expectFailure(await fixture.documents.watch(scope, '1', () => {}, givenUp), 'timeout');
    });
  });
}
