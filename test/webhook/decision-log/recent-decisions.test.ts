import { replayRecord } from '@flyball/core';
import { createApp, createAttention, RecentDecisions } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';
import { readRecords } from '../../support/read-records.ts';
import { type TutorialWorld, tutorialWorld } from '../../support/tutorial-world.ts';

const key = 'kong/command';
const { signal } = new AbortController();

interface RecordedWorld extends TutorialWorld {
  readonly decisions: RecentDecisions;
}

function recordedWorld(
  options: Parameters<typeof tutorialWorld>[0] & { readonly maximumLength?: number } = {},
): RecordedWorld {
  const { maximumLength = 100_000, ...rest } = options;
  const decisions = new RecentDecisions({ flyball: '1.2.3', maximumLength });
  const world = tutorialWorld({ ...rest, decisions });
  world.setLatency(102.312);
  return { ...world, decisions };
}

async function look(world: TutorialWorld, times = 1) {
  for (let left = times; left > 1; left--) await look(world);
  world.clock.advance(2_000);
  return world.control.look(key, 'alert', signal);
}

describe('every look is taken down with what led to it', () => {
  test('the tutorial: each replays, and the memory after one is the memory before the next', async () => {
    const world = recordedWorld();
    await look(world, 5);
    const looks = readRecords(world.decisions.text());
    expect(looks.map(({ record }) => record.decision.desiredReplicas)).toEqual([1, 3, 7, 10, 10]);
    expect(looks.map(({ record }) => record.write.outcome)).toEqual([
      'none',
      'ok',
      'ok',
      'ok',
      'none',
    ]);
    for (const [index, { record, policy }] of looks.entries()) {
      const { decision, differences } = replayRecord(record, policy);
      expect(differences).toEqual([]);
      const next = looks[index + 1];
      if (next !== undefined) expect(next.record.memory).toEqual(decision.memory);
    }
  });

  test('one id names it in the answer, in the log and in the record', async () => {
    const world = recordedWorld();
    const { id } = await look(world);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(world.log.lines).toContainEqual(
      expect.objectContaining({
        event: 'look steady',
        fields: expect.objectContaining({ look: id }),
      }),
    );
    expect(readRecords(world.decisions.text())).toMatchObject([
      { record: { id, cause: 'alert', policy: key, flyball: '1.2.3' } },
    ]);
    expect((await look(world)).id).not.toBe(id);
  });

  test.each([
    ['writeScale', { outcome: 'failed', replicas: 3, problem: { reason: 'forbidden' } }],
    ['saveMemory', { outcome: 'failed', replicas: 3, problem: { reason: 'forbidden' } }],
    ['readScale', { outcome: 'none', replicas: null, problem: null }],
  ] as const)('a look whose %s fails', async (operation, write) => {
    let broken = false;
    const world = recordedWorld({
      faults: (call) => (broken && call.operation === operation ? { reason: 'forbidden' } : null),
    });
    await look(world);
    broken = true;
    await look(world);
    const last = readRecords(world.decisions.text()).at(-1);
    expect(last?.record.write).toMatchObject(write);
    expect(last && replayRecord(last.record, last.policy).differences).toEqual([]);
  });

  test('a look that leaves the size to somebody else', async () => {
    const world = recordedWorld();
    await look(world);
    const { target, policy } = world.policy;
    const bounds = { minReplicas: 1, maxReplicas: policy.maxReplicas };
    world.cluster.autoscalers.apply({ namespace: 'kong', name: 'other', target, ...bounds });
    await look(world);
    const last = readRecords(world.decisions.text()).at(-1);
    expect(last?.record.write).toMatchObject({
      outcome: 'withheld',
      replicas: 3,
      problem: { reason: 'TargetOwned' },
    });
    expect(last && replayRecord(last.record, last.policy).differences).toEqual([]);
  });

  test('a look whose memory could not be read decides nothing, and is not there', async () => {
    const world = recordedWorld({
      faults: ({ operation }) => (operation === 'loadMemory' ? { reason: 'unavailable' } : null),
    });
    expect((await look(world)).outcome).toBe('failed');
    expect(world.decisions.text()).toBe('');
  });
});

describe('what is kept', () => {
  test('is bounded, is the latest, and is complete in itself', async () => {
    const world = recordedWorld({ maximumLength: 20_000 });
    for (let round = 0; round < 60; round++) {
      await look(world);
      const text = world.decisions.text();
      const longest = Math.max(...text.split('\n').map(({ length }) => length));
      expect(text.length).toBeLessThan(20_000 + 2 * longest);
      expect(readRecords(text).at(-1)?.record.at).toBe(world.clock.now());
    }
    expect(readRecords(world.decisions.text()).length).toBeLessThan(60);
  });

  test('is told to whoever asks, all of it or of one policy', async () => {
    const world = recordedWorld();
    await look(world, 3);
    const { control, log, decisions } = world;
    const app = createApp({
      control,
      attention: createAttention(control, { clock: new ManualClock(), log }),
      log,
      tokens: [],
      decisions,
    });
    const ask = (query: string) => app.request(`/api/v1/decisions${query}`);
    const answer = await ask('');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(readRecords(await answer.text())).toHaveLength(3);
    expect(readRecords(await (await ask(`?policy=${key}`)).text())).toHaveLength(3);
    expect(await (await ask('?policy=kong/other')).text()).toBe('');
    const without = createApp({
      control,
      attention: createAttention(control, { clock: new ManualClock(), log }),
      log,
      tokens: [],
    });
    expect((await without.request('/api/v1/decisions')).status).toBe(404);
  });

  test('is told to nobody without a token, where tokens are asked for', async () => {
    const { control, log, decisions } = recordedWorld();
    const app = createApp({
      control,
      attention: createAttention(control, { clock: new ManualClock(), log }),
      log,
      tokens: ['secret'],
      decisions,
    });
    expect((await app.request('/api/v1/decisions')).status).toBe(401);
  });
});
