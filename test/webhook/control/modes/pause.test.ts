import { describe, expect, test } from 'vitest';
import { patient } from '../../../contracts/answers.ts';
import type { TutorialWorld } from '../../../support/tutorial-world.ts';
import { applyAutoscaler, eventsOf, growingWorld, key, look, sizeOf } from './growing-world.ts';

const pausing = ['flyball.dev/paused: "true"'];

const pause = ({ control }: TutorialWorld, wish: Parameters<typeof control.pause>[1] = {}) =>
  control.pause(key, wish, patient.signal);
const resume = ({ control }: TutorialWorld) => control.resume(key, patient.signal);

describe('a policy that is paused through the API', () => {
  test('is looked at, says what it would do, and writes nothing', async () => {
    const world = await growingWorld();
    await pause(world, { by: 'sre', reason: 'the database is down' });
    const since = '2026-01-01T00:00:00Z';
    const paused = await look(world);
    expect(paused).toMatchObject({
      outcome: 'paused',
      currentReplicas: 1,
      desiredReplicas: 3,
      reason: {
        code: 'Paused',
        text: `paused since ${since} by sre (the database is down): nothing is written until it is resumed`,
      },
      standing: { pause: { since: Date.parse(since), until: null, by: 'sre' } },
      nextDeadline: null,
    });
    expect(paused.explanation).toContain('  withheld    Paused: paused since');
    expect(await sizeOf(world)).toBe(1);
    await resume(world);
    expect(await look(world)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
  });

  test('is so after a restart, and for the other replica', async () => {
    const world = await growingWorld();
    const other = world.restart();
    await pause(world);
    for (const replica of [other, world.restart()]) {
      expect(await look(replica)).toMatchObject({ outcome: 'paused' });
    }
    await resume(other);
    expect(await look(world)).toMatchObject({ outcome: 'scaled' });
  });

  test('ends by itself when it said so, and is looked at then', async () => {
    const world = await growingWorld();
    await pause(world, { for: 1_800_000 });
    const until = world.clock.now() + 1_800_000;
    expect(await look(world)).toMatchObject({
      outcome: 'paused',
      nextDeadline: until,
      reason: { text: expect.stringContaining('nothing is written until 2026-01-01T00:30:00Z') },
    });
    world.clock.advance(until - world.clock.now() - 1);
    expect(await look(world, 0)).toMatchObject({ outcome: 'paused' });
    const over = await look(world, 1);
    expect(over).toMatchObject({ outcome: 'scaled', standing: {} });
    expect(over.standing).not.toHaveProperty('pause');
  });

  test('is told once when it begins and once when it ends, and nothing between', async () => {
    const world = await growingWorld();
    await pause(world);
    world.metric.setDefault(null);
    for (let round = 0; round < 3; round++) await look(world);
    await look(world.restart());
    expect(eventsOf(world)).toMatchObject([{ type: 'Normal', reason: 'ScalingPaused', count: 1 }]);
    await resume(world);
    world.setLatency(40);
    for (let round = 0; round < 3; round++) await look(world);
    expect(eventsOf(world, 'ScalingResumed')).toMatchObject([{ count: 1 }]);
  });

  test('can be paused again with another end, and resumed though it is not paused', async () => {
    const world = await growingWorld();
    await pause(world, { for: 1_000 });
    await pause(world, { reason: 'for longer' });
    expect(await look(world, 5_000)).toMatchObject({ outcome: 'paused' });
    for (let times = 0; times < 2; times++) expect(await resume(world)).toMatchObject({ ok: true });
    expect(await look(world)).toMatchObject({ outcome: 'scaled' });
  });

  test('may be paused before it was ever looked at, and with a memory that cannot be read', async () => {
    const world = await growingWorld();
    for (const spoil of [
      () => world.cluster.memory.remove(key),
      () => void world.cluster.memory.plant(key, '{"version":'),
    ]) {
      spoil();
      expect(await pause(world)).toMatchObject({ ok: true });
      expect(await look(world)).toMatchObject({ outcome: 'paused' });
    }
  });

  test('keeps what the policy remembers', async () => {
    const world = await growingWorld();
    await look(world);
    const before = await world.cluster.memory.load(key, patient);
    await pause(world);
    await resume(world);
    const after = await world.cluster.memory.load(key, patient);
    expect(after.ok && after.value?.readable && after.value.memory).toEqual(
      before.ok && before.value?.readable && before.value.memory,
    );
  });

  test('is not paused while its memory cannot be written, and that is said', async () => {
    let faulty = false;
    const world = await growingWorld({
      faults: ({ operation }) =>
        faulty && operation === 'saveMemory' ? { reason: 'unavailable' } : null,
    });
    faulty = true;
    expect(await pause(world)).toMatchObject({ ok: false, reason: 'unavailable' });
  });

  test('looks that save meanwhile do not keep it from being paused; without end they do', async () => {
    let conflicts = 5;
    const world = await growingWorld({
      faults: ({ operation }) =>
        operation === 'saveMemory' && conflicts-- > 0 ? { reason: 'conflict' } : null,
    });
    conflicts = 5;
    expect(await pause(world)).toMatchObject({ ok: true });
    conflicts = Number.POSITIVE_INFINITY;
    expect(await pause(world)).toMatchObject({ ok: false, reason: 'conflict' });
  });

  test('is none that is not configured', async () => {
    const { control } = await growingWorld();
    const other = 'kube-system/coredns';
    await expect(control.pause(other, {}, patient.signal)).rejects.toThrow(RangeError);
    await expect(control.resume(other, patient.signal)).rejects.toThrow(RangeError);
  });
});

describe('a policy that is paused by its annotation', () => {
  test('writes nothing until the annotation is gone, whatever the API says', async () => {
    const world = await growingWorld({ annotations: pausing });
    await resume(world);
    expect(await look(world)).toMatchObject({
      outcome: 'paused',
      desiredReplicas: 3,
      reason: {
        code: 'Paused',
        text: 'paused by the annotation flyball.dev/paused: nothing is written until it is gone',
      },
      standing: { withheld: { code: 'Paused', about: 'annotation' } },
    });
    expect(await sizeOf(world)).toBe(1);
    expect(await look(world.restart([]))).toMatchObject({ outcome: 'scaled' });
    expect(eventsOf(world).map(({ reason }) => reason)).toEqual([
      'ScalingPaused',
      'ScalingResumed',
      'SuccessfulRescale',
    ]);
  });

  test('does not ask who else scales; who resumes is refused where somebody does', async () => {
    const world = await growingWorld({ annotations: pausing });
    applyAutoscaler(world);
    expect(await look(world)).toMatchObject({ outcome: 'paused' });
    expect(await look(world.restart([]))).toMatchObject({ outcome: 'refused' });
  });
});
