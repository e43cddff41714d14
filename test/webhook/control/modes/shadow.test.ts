import { type RecordedLook, replayRecord } from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { patient } from '../../../contracts/answers.ts';
import { applyAutoscaler, eventsOf, growingWorld, key, look, sizeOf } from './growing-world.ts';

const annotations = ['flyball.dev/mode: shadow'];

describe('a shadow', () => {
  test('decides step by step as if it had written, and writes nothing', async () => {
    // The tutorial's 1 → 3 → 7; at 102.312 ms of 40 one ready pod asks for ⌈1 × 2.558⌉ = 3, always.
    const world = await growingWorld({ annotations });
    const first = await look(world);
    expect(first).toMatchObject({
      outcome: 'shadowed',
      currentReplicas: 1,
      desiredReplicas: 3,
      events: [],
      standing: { shadow: { actual: 1, shadow: 3 } },
    });
    expect(first.explanation).toContain(
      '  shadow      the actual size is 1, ours would be 3; nothing is written',
    );
    expect(await look(world)).toMatchObject({
      outcome: 'steady',
      currentReplicas: 1,
      desiredReplicas: 3,
    });
    expect(await sizeOf(world)).toBe(1);
    expect(eventsOf(world)).toEqual([]);
  });

  test('goes on from its own size: steps as large as scaling policies let it make', async () => {
    const world = await growingWorld({ annotations });
    world.cluster.scale(world.policy.target, 5);
    world.clock.advance(10_000);
    // Five ready pods ask for ⌈5 × 2.558⌉ = 13, of which 10 are allowed; 1 + 4, then 5 × 2.
    const sizes = [];
    for (let round = 0; round < 3; round++) sizes.push((await look(world)).desiredReplicas);
    expect(sizes).toEqual([5, 10, 10]);
    expect(await sizeOf(world)).toBe(5);
  });

  test('on target it wants what is there, and not what it would have', async () => {
    const world = await growingWorld({ annotations });
    await look(world);
    world.cluster.scale(world.policy.target, 5);
    world.setLatency(40);
    expect(await look(world, 10_000)).toMatchObject({ currentReplicas: 5, desiredReplicas: 5 });
  });

  test('needs nobody’s leave: an autoscaler may have the size, and is not asked for', async () => {
    const asked: string[] = [];
    const world = await growingWorld({
      annotations,
      faults: ({ operation }) => {
        asked.push(operation);
        return null;
      },
    });
    applyAutoscaler(world);
    expect(await look(world)).toMatchObject({ outcome: 'shadowed' });
    expect(new Set(asked)).toEqual(new Set(['loadMemory', 'saveMemory', 'readScale', 'listPods']));
  });

  test('after a restart goes on where it was', async () => {
    const world = await growingWorld({ annotations });
    await look(world);
    expect(await look(world.restart())).toMatchObject({
      outcome: 'steady',
      desiredReplicas: 3,
      standing: { shadow: { actual: 1, shadow: 3 } },
    });
  });

  test('holds when data is missing, as it would have', async () => {
    const world = await growingWorld({ annotations });
    await look(world);
    world.metric.setDefault(null);
    expect(await look(world)).toMatchObject({
      outcome: 'holding',
      currentReplicas: 1,
      desiredReplicas: 3,
    });
    expect(eventsOf(world)).toEqual([]);
  });

  test('is taken down with what it saw, and decides the same again', async () => {
    const taken: RecordedLook[] = [];
    const world = await growingWorld({
      annotations,
      decisions: { write: (one) => taken.push(one) },
    });
    for (let round = 0; round < 2; round++) await look(world);
    world.cluster.scale(world.policy.target, 5);
    world.setLatency(40);
    await look(world, 10_000);
    expect(taken.map(({ write }) => write.outcome)).toEqual([
      'none',
      'withheld',
      'none',
      'withheld',
    ]);
    for (const record of taken) {
      expect(replayRecord(record, world.policy.policy).differences).toEqual([]);
    }
  });

  test('follows a workload that somebody sets to zero, and back', async () => {
    const world = await growingWorld({ annotations });
    await look(world);
    world.cluster.scale(world.policy.target, 0);
    expect(await look(world)).toMatchObject({
      desiredReplicas: 0,
      reason: { code: 'ScalingDisabled' },
    });
    world.cluster.scale(world.policy.target, 4);
    world.setLatency(40);
    expect(await look(world, 10_000)).toMatchObject({ currentReplicas: 4, desiredReplicas: 4 });
  });

  test('that is paused says so, and begins anew afterwards', async () => {
    const world = await growingWorld({ annotations });
    await look(world);
    await world.control.pause(key, {}, patient.signal);
    const paused = await look(world);
    expect(paused).toMatchObject({ outcome: 'paused' });
    expect(paused.standing).not.toHaveProperty('shadow');
    await world.control.resume(key, patient.signal);
    await look(world);
    expect(await look(world)).toMatchObject({ standing: { shadow: { actual: 1, shadow: 3 } } });
  });

  test('that becomes direct forgets what did not happen, and lowers nothing for one window', async () => {
    const shadow = await growingWorld({ annotations });
    for (let round = 0; round < 3; round++) await look(shadow);
    const world = shadow.restart([]);
    world.setLatency(3);
    const first = await look(world);
    expect(first).toMatchObject({ currentReplicas: 1, desiredReplicas: 1 });
    expect(first.standing).toEqual({});
    const stored = await world.cluster.memory.load(key, patient);
    expect(stored).toMatchObject({ value: { memory: { scaleUpEvents: [] } } });
    expect(await sizeOf(world)).toBe(1);
  });
});

describe('what a shadow would have had, beside what there was', () => {
  test('is summed over time from look to look', async () => {
    const world = await growingWorld({ annotations });
    const since = world.clock.now();
    await look(world, 2_000); // 2 s of 1 beside 1, then 3 beside 1
    await look(world, 10_000); // 10 s of 3 beside 1
    world.cluster.scale(world.policy.target, 5);
    world.setLatency(40);
    await look(world, 30_000); // 30 s of 3 beside 1, then 5 beside 5
    world.setLatency(3);
    const { standing } = await look(world, 60_000); // 60 s of 5 beside 5
    expect(standing?.shadow).toMatchObject({
      since,
      at: since + 102_000,
      actual: 5,
      seconds: { counted: 102, fewer: 0, more: 40 },
      replicaSeconds: { actual: 42 + 300, shadow: 2 + 120 + 300 },
    });
  });

  test('leaves out the time in which the actual size was not known', async () => {
    let faulty = false;
    const world = await growingWorld({
      annotations,
      faults: ({ operation }) =>
        faulty && operation === 'readScale' ? { reason: 'unavailable' } : null,
    });
    await look(world, 10_000);
    faulty = true;
    const blind = await look(world, 10_000);
    expect(blind.standing?.shadow).toMatchObject({ actual: null, shadow: 3 });
    expect(blind.explanation).toContain('the actual size is not known, ours would be 3');
    faulty = false;
    const { standing } = await look(world, 100_000);
    expect(standing?.shadow).toMatchObject({
      actual: 1,
      seconds: { counted: 20, fewer: 0, more: 10 },
      replicaSeconds: { actual: 20, shadow: 10 + 30 },
    });
  });
});
