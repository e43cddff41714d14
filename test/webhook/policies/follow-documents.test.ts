import {
  createEmbeddedCluster,
  createFaultQueue,
  type Failure,
  type PolicyDocuments,
} from '@flyball/webhook';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followDocuments } from '../../../packages/webhook/src/policies/index.ts';
import { CollectedLog } from '../../support/collected-log.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const scope = { namespace: 'shop', selector: 'flyball.dev/policy=true' };
const labels = { 'flyball.dev/policy': 'true' };
const lost: Failure = { ok: false, reason: 'unavailable', message: 'lost', retryable: true };

/** Everything that is ready to happen, happens. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function startFollowing() {
  const clock = new ManualClock();
  const queue = createFaultQueue();
  const cluster = createEmbeddedCluster({ clock, faults: queue.faults });
  const calls: string[] = [];
  const documents: PolicyDocuments = {
    list: (...args) => {
      calls.push('list');
      return cluster.policies.list(...args);
    },
    watch: (each, revision, ...args) => {
      calls.push(`watch ${revision}`);
      return cluster.policies.watch(each, revision, ...args);
    },
  };
  const log = new CollectedLog();
  const waits: number[] = [];
  let wake: (() => void) | null = null;
  const stop = new AbortController();
  const seen: (readonly string[])[] = [];
  const apply = (name: string, text: string): void =>
    cluster.policies.apply({ namespace: 'shop', name, labels, data: { 'hpa.yaml': text } });
  const following = (): Promise<void> =>
    followDocuments(
      scope,
      (now) => seen.push([...now.values()].map(({ name, data }) => `${name}=${data['hpa.yaml']}`)),
      {
        documents,
        clock,
        log,
        random: () => 1,
        sleep: (milliseconds) => {
          waits.push(milliseconds);
          return new Promise((resolve) => {
            wake = resolve;
          });
        },
      },
      stop.signal,
    );
  return {
    ...{ cluster, queue, clock, log, calls, waits, seen, apply, following },
    /** The wait that is under way is over. */
    wake: async () => {
      clock.advance(waits.at(-1) ?? 0);
      wake?.();
      await settle();
    },
    end: () => {
      stop.abort();
      wake?.();
    },
  };
}

let world: ReturnType<typeof startFollowing>;
let running: Promise<void>;
const begin = async (): Promise<void> => {
  running = world.following();
  await settle();
};
beforeEach(() => {
  world = startFollowing();
});
afterEach(async () => {
  world.end();
  await running;
});

test('a list, and then what becomes of each', async () => {
  world.apply('a', '1');
  await begin();
  world.apply('b', '2');
  world.apply('a', '3');
  world.cluster.policies.remove('shop', 'b');
  expect(world.seen).toEqual([['a=1'], ['a=1', 'b=2'], ['a=3', 'b=2'], ['a=3']]);
  expect(world.calls).toEqual(['list', 'watch 1']);
});

test('a watch that the server ends after its time goes on at once, and loses nothing', async () => {
  await begin();
  world.apply('a', '1');
  world.clock.advance(290_000);
  world.cluster.policies.endWatches();
  world.apply('a', '2');
  await settle();
  expect(world.calls).toEqual(['list', 'watch 0', 'watch 1']);
  expect(world.waits).toEqual([]);
  expect(world.seen.at(-1)).toEqual(['a=2']);
});

test('a connection that breaks is waited for, and the watch goes on where it was', async () => {
  world.apply('a', '1');
  await begin();
  world.cluster.policies.endWatches(lost);
  await settle();
  world.apply('a', '2');
  await world.wake();
  expect(world.calls).toEqual(['list', 'watch 1', 'watch 1']);
  expect(world.seen).toEqual([['a=1'], ['a=2']]);
  expect(world.log.lines).toMatchObject([
    { event: 'watch of policies failed', fields: { problem: 'lost', againInMs: 1_000 } },
  ]);
});

test('what was compacted meanwhile is listed anew, what is gone included', async () => {
  world.apply('a', '1');
  world.apply('b', '2');
  await begin();
  world.cluster.policies.endWatches(lost);
  await settle();
  world.cluster.policies.remove('shop', 'a');
  world.apply('c', '3');
  world.cluster.policies.compact();
  await world.wake();
  await world.wake();
  expect(world.calls).toEqual(['list', 'watch 2', 'watch 2', 'list', 'watch 4']);
  expect(world.seen).toEqual([
    ['a=1', 'b=2'],
    ['b=2', 'c=3'],
  ]);
});

describe('failures', () => {
  test('are waited out longer and longer, and what was known stays known', async () => {
    world.apply('a', '1');
    await begin();
    const down = { reason: 'unavailable' } as const;
    world.queue.add('watchPolicies', down, down, down, down, down, down);
    world.cluster.policies.endWatches(lost);
    await settle();
    for (let round = 0; round < 7; round++) await world.wake();
    expect(world.waits).toEqual([1, 2, 4, 8, 16, 30, 30].map((seconds) => seconds * 1_000));
    expect(world.seen).toEqual([['a=1']]);

    // It works again: the next failure begins with the shortest wait.
    world.cluster.policies.endWatches(lost);
    await settle();
    expect(world.waits.at(-1)).toBe(1_000);
  });

  test('of the list are waited out as the server asks', async () => {
    world.queue.add('listPolicies', { reason: 'throttled', retryAfterMs: 7_000 });
    world.apply('a', '1');
    await begin();
    expect([world.waits, world.seen]).toEqual([[7_000], []]);
    await world.wake();
    expect(world.seen).toEqual([['a=1']]);
  });

  test.each(['malformed', 'forbidden'] as const)(
    'that no patience mends begin with a list: %s',
    async (reason) => {
      await begin();
      world.cluster.policies.endWatches({ ...lost, reason });
      await settle();
      await world.wake();
      expect(world.calls).toEqual(['list', 'watch 0', 'list', 'watch 0']);
    },
  );
});

test('watches that end as soon as they have begun are no busy loop', async () => {
  await begin();
  world.cluster.policies.endWatches();
  await settle();
  expect(world.waits).toEqual([1_000]);
});

test('all are listed anew after half an hour', async () => {
  await begin();
  world.clock.advance(30 * 60_000);
  world.cluster.policies.endWatches();
  await settle();
  expect(world.calls).toEqual(['list', 'watch 0', 'list', 'watch 0']);
});

test('it ends when it is told to, in a watch and in a wait', async () => {
  await begin();
  world.end();
  await running;
  world = startFollowing();
  world.queue.add('listPolicies', { reason: 'unavailable' });
  await begin();
  world.end();
  await running;
  expect(world.calls).toEqual(['list']);
});
