import {
  decide,
  emptyMemory,
  type Memory,
  type Observation,
  type Pod,
  type Policy,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { observe, readyPod, readyPods, second } from './support/observations.ts';
import { cpu, latency, policyOf, queue } from './support/policies.ts';
import { Target } from './support/target.ts';

// Where an instant counts is the controller's: a recommendation leaves a window of `behavior` at the
// very instant at which the window is over (timestamp after cutoff), and the controller's own window
// just behind it (timestamp not before cutoff); a change of size leaves a period as the former.

function sizeAt(
  observation: Observation,
  memory: Memory,
  policy: Policy,
  at: number,
): number | null {
  return decide({ ...observation, at }, memory, { policy }).desiredReplicas;
}

test('a window of behavior lets go when it is over', () => {
  const policy = policyOf({
    metrics: [queue('1')],
    behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
  });
  const target = new Target(policy, 5);
  target.look(second(0), [{ values: [5000] }]);
  const held = target.look(second(20), [{ values: [2000] }]);
  expect(held).toMatchObject({
    desiredReplicas: 5,
    nextDeadline: second(60),
    deadlineCause: 'window',
  });
  const later = observe(0, 5, [{ values: [2000] }]);
  expect(sizeAt(later, held.memory, policy, second(60) - 1)).toBe(5);
  expect(sizeAt(later, held.memory, policy, second(60))).toBe(2);
});

test("without behavior the controller's own window includes its edge", () => {
  const policy = policyOf({ metrics: [queue('1')], downscaleStabilization: 60_000 });
  const target = new Target(policy, 5);
  target.look(second(0), [{ values: [5000] }]);
  const held = target.look(second(20), [{ values: [2000] }]);
  expect(held.nextDeadline).toBe(second(60) + 1);
  const later = observe(0, 5, [{ values: [2000] }]);
  expect(sizeAt(later, held.memory, policy, second(60))).toBe(5);
  expect(sizeAt(later, held.memory, policy, second(60) + 1)).toBe(2);
});

test('a policy lets go when the change leaves its period', () => {
  const policy = policyOf({
    metrics: [queue('1')],
    behavior: { scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 30 }] } },
  });
  const target = new Target(policy, 1);
  const first = target.look(second(0), [{ values: [9000] }]);
  expect(first).toMatchObject({
    desiredReplicas: 3,
    nextDeadline: second(30),
    deadlineCause: 'period',
  });
  const later = observe(0, 3, [{ values: [9000] }]);
  expect(sizeAt(later, first.memory, policy, second(30) - 1)).toBe(3);
  expect(sizeAt(later, first.memory, policy, second(30))).toBe(5);
});

test('without behavior nothing but the caller paces the steps up', () => {
  const policy = policyOf({ metrics: [queue('1')] });
  const first = new Target(policy, 1).look(second(0), [{ values: [9000] }]);
  expect(first).toMatchObject({
    desiredReplicas: 4,
    nextDeadline: second(0),
    deadlineCause: 'again',
  });
});

test('a value within the band, or bounded by maxReplicas, waits for nothing', () => {
  const policy = policyOf({ max: 5, metrics: [latency('40')] });
  expect(new Target(policy, 5).look(second(0), [{ value: 41_000 }]).nextDeadline).toBeNull();
  expect(new Target(policy, 5).look(second(0), [{ value: 90_000 }]).nextDeadline).toBeNull();
});

describe('cpu of a young pod', () => {
  const policy = policyOf({ metrics: [cpu(50)] });
  // Ready at second 10 with a sample of second 20 over 30 s: it reaches back to before that.
  const young = readyPod('web-1', {
    startTime: second(0),
    ready: { status: 'True', lastTransitionTime: second(10) },
  });
  const pods: readonly Pod[] = [...readyPods(1), young];
  const samples = { 'web-0': { value: 450 }, 'web-1': { value: 450 } };
  const reading = { pods: samples, at: second(20), window: 30_000 };

  test('counts when the initialization period is over', () => {
    const look = observe(second(25), 2, [reading], pods);
    const decision = decide(look, emptyMemory, { policy });
    // (450 + 0) of 1,000 is 45 %: within the band of 50 %.
    expect(decision).toMatchObject({
      desiredReplicas: 2,
      nextDeadline: second(300),
      deadlineCause: 'initialization',
    });
    expect(sizeAt(look, emptyMemory, policy, second(300) - 1)).toBe(2);
    // 900 of 1,000 is 90 %: ⌈1.8 × 2⌉.
    expect(sizeAt(look, emptyMemory, policy, second(300))).toBe(4);
  });

  test('that is ready for the whole of its sample counts already', () => {
    const look = observe(second(45), 2, [{ ...reading, at: second(40) }], pods);
    expect(decide(look, emptyMemory, { policy })).toMatchObject({
      desiredReplicas: 4,
      nextDeadline: null,
    });
  });
});
