import { type Decision, decide, emptyMemory, type Memory, settle } from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { observe, second } from './support/observations.ts';
import { policyOf, queue } from './support/policies.ts';

const policy = policyOf({
  max: 50,
  metrics: [queue('1')],
  behavior: { scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }] } },
});

function look(at: number, replicas: number, wanted: number, memory: Memory): Decision {
  return decide(observe(at, replicas, [{ values: [wanted * 1000] }]), memory, { policy });
}

const wanting = look(second(0), 2, 9, emptyMemory);

describe('a decision that wants another size', () => {
  test('says what to write, and remembers it as not yet written', () => {
    expect(wanting).toMatchObject({
      currentReplicas: 2,
      desiredReplicas: 6,
      rescale: { from: 2, to: 6, reason: 'external metric queue(nil) above target' },
      outcome: null,
      events: [],
      memory: {
        scaleUpEvents: [],
        pending: { from: 2, to: 6, at: second(0) },
        status: { desiredReplicas: 0, lastScaleTime: null },
      },
    });
  });

  test('settled, counts against the policies from the instant of the write', () => {
    const done = settle(wanting, { ok: true, at: second(3) }, { policy });
    expect(done.memory).toMatchObject({
      scaleUpEvents: [{ change: 4, at: second(3), outdated: false }],
      pending: null,
      status: { desiredReplicas: 6, lastScaleTime: second(3) },
    });
    expect(done.events).toEqual([
      {
        type: 'Normal',
        reason: 'SuccessfulRescale',
        message: 'New size: 6; reason: external metric queue(nil) above target',
      },
    ]);
    expect(look(second(62.999), 6, 9, done.memory).rescale).toBeNull();
    expect(look(second(63), 6, 9, done.memory).desiredReplicas).toBe(9);
  });

  test('refused, leaves the ledger alone and is worth another try at once', () => {
    const error = { reason: 'Forbidden', message: 'exceeded quota' };
    const done = settle(wanting, { ok: false, at: second(1), error }, { policy });
    expect(done).toMatchObject({
      error: 'failed to rescale Deployment/default/web: exceeded quota',
      reason: { code: 'FailedUpdateScale' },
      memory: { scaleUpEvents: [], pending: null, status: { lastScaleTime: null } },
      nextDeadline: second(1),
    });
    expect(done.conditions[0]).toMatchObject({ type: 'AbleToScale', status: 'False' });
    expect(look(second(2), 2, 9, done.memory).desiredReplicas).toBe(6);
  });

  test('is settled once, and a decision to hold never', () => {
    const outcome = { ok: true, at: second(0) } as const;
    const done = settle(wanting, outcome, { policy });
    expect(() => settle(done, outcome, { policy })).toThrow(TypeError);
    const holding = look(second(0), 9, 9, emptyMemory);
    expect(() => settle(holding, outcome, { policy })).toThrow(TypeError);
  });
});

describe('a process that died between memory and write', () => {
  test('had written: the size is there, and counts against the policies', () => {
    const next = look(second(10), 6, 9, wanting.memory);
    expect(next.desiredReplicas).toBe(6);
    expect(next.memory).toMatchObject({
      scaleUpEvents: [{ change: 4, at: second(0) }],
      pending: null,
      status: { lastScaleTime: second(0) },
    });
  });

  test('had not written: the ledger does not count what never was', () => {
    const next = look(second(10), 2, 9, wanting.memory);
    expect(next.desiredReplicas).toBe(6);
    expect(next.memory.scaleUpEvents).toEqual([]);
  });

  test('cannot tell while the scale is unreadable', () => {
    const scale = { error: { message: 'etcdserver: request timed out' } };
    const observation = { ...observe(second(10), 6, []), scale };
    const next = decide(observation, wanting.memory, { policy });
    expect(next.memory.pending).toEqual(wanting.memory.pending);
    expect(next.currentReplicas).toBeNull();
  });
});
