import { decide, decideGuarded, type Reading, settleGuarded } from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { guarded, latency, now, queue, remembered, requests, seen } from './world.ts';

describe('the guards that are on without being asked for', () => {
  describe('floorWhileNothingReady: readiness 0 never lowers the size (kubernetes#130130)', () => {
    const policy = guarded();

    test('a Value metric multiplies with no ready pod, and the size stays', () => {
      const look = seen([{ value: 100_000 }], { ready: 0 });
      expect(decide(look, remembered(), { policy }).desiredReplicas).toBe(1);
      const decision = decideGuarded(look, remembered(), { policy, trace: true });
      expect(decision).toMatchObject({
        desiredReplicas: 4,
        rescale: null,
        reason: { code: 'Guarded', text: 'holding at 4: none of 4 pods is ready' },
      });
      expect(decision.trace?.slice(-2)).toEqual([
        {
          step: 'guard',
          guard: 'floorWhileNothingReady',
          metric: null,
          message: 'none of 4 pods is ready',
        },
        { step: 'result', from: 4, to: 4 },
      ]);
    });

    test('nothing tells of a write that is not made', () => {
      const look = seen([{ value: 100_000 }], { ready: 0 });
      const { memory, conditions, events } = decideGuarded(look, remembered(), { policy });
      expect(events).toEqual([]);
      expect(memory.pending).toBeNull();
      expect(memory.scaleDownEvents).toEqual([]);
      expect(memory.status).toMatchObject({ desiredReplicas: 4, lastScaleTime: null, conditions });
      expect(memory.recommendations.at(-1)).toEqual({ replicas: 0, at: now });
      expect(conditions.at(-1)).toEqual({
        type: 'ScalingLimited',
        status: 'True',
        reason: 'Guarded',
        message: 'holding at 4: none of 4 pods is ready',
        lastTransitionTime: now,
      });
    });

    test('the condition keeps the instant from which it was true', () => {
      const first = decideGuarded(seen([{ value: 100_000 }], { ready: 0 }), remembered(), {
        policy,
      });
      const later = seen([{ value: 100_000 }], { ready: 0, at: now + 15_000 });
      const second = decideGuarded(later, first.memory, { policy });
      expect(second.conditions.at(-1)).toMatchObject({ status: 'True', lastTransitionTime: now });
    });

    test.each([
      ['one ready pod is enough', 1, 1_000, 1],
      ['a scale-up is not held', 0, 90_000, 9],
    ])('%s', (_, ready, value, desiredReplicas) => {
      const look = seen([{ value }], { ready });
      const policy = guarded({}, [queue]);
      expect(decideGuarded(look, remembered(), { policy })).toMatchObject({ desiredReplicas });
    });

    test('switched off, the size is the original one', () => {
      const off = guarded({ floorWhileNothingReady: false });
      const look = seen([{ value: 100_000 }], { ready: 0 });
      expect(decideGuarded(look, remembered(), { policy: off }).desiredReplicas).toBe(1);
    });
  });

  describe('absence: what is missing holds', () => {
    test.each<[string, Reading]>([
      ['a failed query', { error: { message: 'connection refused' } }],
      ['not a number', { value: Number.NaN }],
      ['an infinity', { value: Number.POSITIVE_INFINITY }],
    ])('%s', (_, reading) => {
      expect(decideGuarded(seen([reading]), remembered(), { policy: guarded() })).toMatchObject({
        desiredReplicas: 4,
        rescale: null,
        reason: { code: 'MetricsMissing' },
      });
    });
  });

  describe('clampReadings', () => {
    test('a negative sum does not scale to the maximum (KEDA#7880)', () => {
      const policy = guarded({}, [queue]);
      const look = seen([{ values: [-5_000] }]);
      expect(decide(look, remembered(), { policy }).desiredReplicas).toBe(20);
      expect(decideGuarded(look, remembered(), { policy })).toMatchObject({
        desiredReplicas: 1,
        reason: {
          code: 'Guarded',
          text: '4 to 1: All metrics below target; -5 of external metric queue(nil) is negative and counts as 0',
        },
      });
    });

    test('a negative value among others is subtracted', () => {
      const policy = guarded({}, [queue]);
      const look = seen([{ values: [-5_000, 65_000] }]);
      expect(decideGuarded(look, remembered(), { policy }).desiredReplicas).toBe(6);
    });

    test('a huge average of the pods does not wrap around (kubernetes#126892)', () => {
      const policy = guarded({}, [requests]);
      const value = '9223372036854775807';
      const samples = Object.fromEntries(seen([]).pods.map(({ name }) => [name, { value }]));
      const look = seen([{ pods: samples }]);
      expect(decide(look, remembered(), { policy }).desiredReplicas).toBeLessThan(4);
      expect(decideGuarded(look, remembered(), { policy })).toMatchObject({
        desiredReplicas: 20,
        reason: { code: 'Guarded' },
      });
    });

    test('a request of 128m bytes, where 128Mi was meant, asks for more and not for less', () => {
      const policy = guarded({}, [
        {
          type: 'Resource',
          resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ]);
      const container = { name: 'command', requests: { memory: 128 } };
      const { pods, ...look } = seen([]);
      const typo = pods.map((pod) => ({ ...pod, containers: [container] }));
      // 1953 MiB of 0.128 B are 1,599,897,600,000 %, of which 32 bits keep -2,125,201,408.
      const samples = Object.fromEntries(
        pods.map(({ name }) => [name, { value: 2_047_868_928_000 }]),
      );
      const given = { ...look, pods: typo, readings: [{ pods: samples }] };
      expect(decide(given, remembered(), { policy }).desiredReplicas).toBeLessThan(4);
      expect(decideGuarded(given, remembered(), { policy }).desiredReplicas).toBe(20);
    });

    test('a target that is zero in thousandths makes its metric missing', () => {
      const policy = guarded({}, [
        {
          type: 'External',
          external: { metric: { name: 'q' }, target: { type: 'AverageValue', averageValue: '1E' } },
        },
      ]);
      const decision = decideGuarded(seen([{ values: [1_000] }]), remembered(), { policy });
      expect(decision).toMatchObject({ desiredReplicas: 4, reason: { code: 'Guarded' } });
    });
  });

  test('a settled decision keeps what the guards remember', () => {
    const policy = guarded({ metrics: { actOnce: true } });
    const decision = decideGuarded(seen([{ value: 80_000, at: now }]), remembered(), { policy });
    const guards = { absentSince: [null], acted: { replicas: 8, samples: [now] }, growth: [null] };
    expect(decision.memory.guards).toEqual(guards);
    const settled = settleGuarded(decision, { ok: true, at: now + 20 }, { policy });
    expect(settled.memory).toMatchObject({ guards, pending: null });
    expect(settled.memory.scaleUpEvents).toEqual([{ change: 4, at: now + 20, outdated: false }]);
  });

  test('a size outside the bounds is brought back whatever the guards think', () => {
    const policy = guarded({ largestStep: { down: 1 } }, [latency]);
    const look = seen([{ value: 1_000 }], { size: 30, ready: 0 });
    expect(decideGuarded(look, remembered(), { policy })).toMatchObject({
      desiredReplicas: 20,
      reason: { code: 'AboveMaxReplicas' },
    });
  });
});
