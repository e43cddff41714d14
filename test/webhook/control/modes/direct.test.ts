import { describe, expect, test } from 'vitest';
import { patient } from '../../../contracts/answers.ts';
import { applyAutoscaler, eventsOf, growingWorld, key, look, sizeOf } from './growing-world.ts';

describe('a target that an autoscaler of the cluster scales', () => {
  test('is left alone, with the owner named and what we would do', async () => {
    const world = await growingWorld();
    applyAutoscaler(world);
    const refused = await look(world);
    expect(refused).toMatchObject({
      outcome: 'refused',
      currentReplicas: 1,
      desiredReplicas: 3,
      reason: {
        code: 'TargetOwned',
        text: 'Deployment kong/command is scaled by HorizontalPodAutoscaler kong/other: nothing is written until that is gone; or set flyball.dev/mode to shadow',
      },
      nextDeadline: null,
      problems: [],
    });
    expect(refused.explanation).toContain('  withheld    TargetOwned: Deployment kong/command is');
    expect(await sizeOf(world)).toBe(1);
  });

  test('is noticed at the next look when it comes while we work, and gone when it goes', async () => {
    const world = await growingWorld();
    expect(await look(world)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
    applyAutoscaler(world);
    expect(await look(world)).toMatchObject({ outcome: 'refused', desiredReplicas: 7 });
    expect(await sizeOf(world)).toBe(3);
    world.cluster.autoscalers.remove('kong', 'other');
    expect(await look(world)).toMatchObject({ outcome: 'scaled', desiredReplicas: 7 });
    expect(await sizeOf(world)).toBe(7);
  });

  test('is told once for each owner, whoever of us looks, and not at every look', async () => {
    const world = await growingWorld();
    applyAutoscaler(world);
    for (let round = 0; round < 3; round++) await look(world);
    const after = world.restart();
    for (let round = 0; round < 3; round++) await look(after);
    expect(eventsOf(world, 'TargetOwned')).toMatchObject([{ type: 'Warning', count: 1 }]);
    applyAutoscaler(world, { name: 'another' });
    expect((await look(world)).reason.text).toContain(
      'HorizontalPodAutoscaler kong/another and HorizontalPodAutoscaler kong/other',
    );
    expect(eventsOf(world, 'TargetOwned')).toHaveLength(2);
  });

  test('costs no step: the ledger knows of none, and windows go on', async () => {
    const world = await growingWorld();
    applyAutoscaler(world);
    await look(world);
    const stored = await world.cluster.memory.load(key, patient);
    expect(stored).toMatchObject({
      value: {
        memory: {
          pending: null,
          scaleUpEvents: [],
          standing: {
            withheld: {
              code: 'TargetOwned',
              about: 'HorizontalPodAutoscaler kong/other',
              since: world.clock.now(),
            },
          },
        },
      },
    });
  });

  test('a ScaledObject is named, not only the autoscaler that KEDA made for it', async () => {
    const world = await growingWorld();
    applyAutoscaler(world, {
      name: 'keda-hpa-web',
      owner: { kind: 'ScaledObject', name: 'web' },
    });
    const { reason } = await look(world);
    expect(reason.text).toContain(
      'scaled by ScaledObject kong/web (by its HorizontalPodAutoscaler keda-hpa-web)',
    );
  });

  test('our own manifest applied to the cluster is one, and is called so', async () => {
    const world = await growingWorld();
    applyAutoscaler(world, { name: 'command' });
    expect((await look(world)).reason).toMatchObject({
      code: 'TargetOwned',
      text: expect.stringContaining('this policy’s own manifest applied to the cluster'),
    });
  });

  test.each([
    ['another name', { name: 'search' }],
    ['another kind', { kind: 'StatefulSet' }],
    ['another group', { apiVersion: 'argoproj.io/v1alpha1' }],
    ['no group', { apiVersion: 'v1' }],
    ['a group that cannot be read', { apiVersion: 'a/b/c' }],
  ])('%s is another target', async (_, other) => {
    const world = await growingWorld();
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command', ...other };
    applyAutoscaler(world, { target });
    expect(await look(world)).toMatchObject({ outcome: 'scaled' });
  });

  test('another version of its group is the same target', async () => {
    const world = await growingWorld();
    const target = { apiVersion: 'apps/v1beta2', kind: 'Deployment', name: 'command' };
    applyAutoscaler(world, { target });
    expect(await look(world)).toMatchObject({ outcome: 'refused' });
  });

  test('so is an autoscaler of another namespace no owner', async () => {
    const world = await growingWorld();
    applyAutoscaler(world, { namespace: 'shop' });
    expect(await look(world)).toMatchObject({ outcome: 'scaled' });
  });
});

describe('while the autoscalers cannot be listed', () => {
  test.each([
    ['unavailable', true, ''],
    ['forbidden', false, 'allow us to list horizontalpodautoscalers in kong'],
  ] as const)('(%s) nothing is written', async (fault, retryable, remedy) => {
    let faulty = false;
    const world = await growingWorld({
      faults: ({ operation }) =>
        faulty && operation === 'listAutoscalers' ? { reason: fault } : null,
    });
    faulty = true;
    const held = await look(world);
    expect(held).toMatchObject({
      outcome: 'holding',
      reason: { code: 'OwnersUnknown', text: expect.stringContaining(remedy) },
      problems: [{ reason: fault, retryable }],
    });
    expect(await sizeOf(world)).toBe(1);
    faulty = false;
    expect(await look(world)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
  });

  test('an owner that was told is not told again', async () => {
    let faulty = false;
    const world = await growingWorld({
      faults: ({ operation }) =>
        faulty && operation === 'listAutoscalers' ? { reason: 'timeout' } : null,
    });
    applyAutoscaler(world);
    for (const now of [false, true, false]) {
      faulty = now;
      await look(world);
    }
    expect(eventsOf(world, 'TargetOwned')).toMatchObject([{ count: 1 }]);
    expect(eventsOf(world, 'OwnersUnknown')).toEqual([]);
  });
});
