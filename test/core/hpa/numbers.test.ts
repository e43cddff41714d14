import { decide, emptyMemory, type Reading } from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { observe, readyPod, readyPods, second } from './support/observations.ts';
import { cpu, latency, type PolicyParts, policyOf, queue } from './support/policies.ts';
import { Target } from './support/target.ts';

const atOnce = { stabilizationWindowSeconds: 0 };

function size(parts: PolicyParts, replicas: number, reading: Reading): number | null {
  return new Target(policyOf(parts), replicas).look(second(0), [reading]).desiredReplicas;
}

// The controller multiplies doubles; the exact product is in the last column.
describe('percent policies', () => {
  test.each([
    [50, 10, 56, 55],
    [100, 10, 111, 110],
    [25, 12, 29, 28],
    [10, 50, 15, 15],
    [1, 100, 2, 2],
  ])('let %i grow by %i %% to %i, exactly %i', (from, value, to) => {
    const policies = [{ type: 'Percent' as const, value, periodSeconds: 60 }];
    const parts = { max: 1000, metrics: [queue('1')], behavior: { scaleUp: { policies } } };
    expect(size(parts, from, { values: [500_000] })).toBe(to);
  });

  test.each([
    [10, 90, 0, 1],
    [10, 80, 1, 2],
    [5, 80, 0, 1],
    [3, 10, 2, 2.7],
    [1, 10, 0, 0.9],
    [10, 50, 5, 5],
  ])('let %i shrink by %i %% to %i, exactly %d', (from, value, to) => {
    const policies = [{ type: 'Percent' as const, value, periodSeconds: 60 }];
    const behavior = { scaleDown: { ...atOnce, policies } };
    expect(size({ min: 0, max: 100, metrics: [queue('1')], behavior }, from, { values: [0] })).toBe(
      to,
    );
  });
});

// The quotient is rounded before it is multiplied: 7 / 3 · 27 is 63 and a little in doubles.
test.each([
  ['3', 7000, 27, 64],
  ['3', 50_000, 30, 501],
  ['40', 102_312, 1, 3],
  ['40', 102_312, 3, 8],
])('target %s at %i thousandths over %i ready pods asks for %i', (target, value, pods, wanted) => {
  const free = { policies: [{ type: 'Percent' as const, value: 10_000, periodSeconds: 1 }] };
  const parts = { max: 1000, metrics: [latency(target)], behavior: { scaleUp: free } };
  expect(size(parts, pods, { value })).toBe(wanted);
});

test('without behavior a Value without feedback doubles: 1, 3, 6, 12, 24, 48', () => {
  const target = new Target(policyOf({ max: 100 }), 1);
  const sizes = [0, 15, 30, 45, 60].map(
    (at) => target.look(second(at), [{ value: 102_312 }]).desiredReplicas,
  );
  expect(sizes).toEqual([3, 6, 12, 24, 48]);
});

test('without behavior a target of 1 may go to 4 at once', () => {
  expect(size({ metrics: [queue('1')] }, 1, { values: [9000] })).toBe(4);
});

// 999 of 1,000 millicores is 99 %: within 10 % of 100, as 90 % would be, and not of 110.
test('a utilization is cut to whole percent before it is compared', () => {
  const pods = readyPods(2);
  const reading = { pods: { 'web-0': { value: 999 }, 'web-1': { value: 0 } }, at: second(0) };
  const decision = decide(observe(second(0), 2, [reading], pods), emptyMemory, {
    policy: policyOf({ metrics: [cpu(110)] }),
  });
  expect(decision.currentMetrics).toEqual([
    {
      type: 'Resource',
      resource: { name: 'cpu', current: { averageUtilization: 99, averageValue: '499m' } },
    },
  ]);
  expect(decision.desiredReplicas).toBe(2);
});

// kubernetes#138505: inside the band the answer is how many exist, not how many are wanted.
test('an AverageValue that holds raises the size to that of a rollout under way', () => {
  const policy = policyOf({ metrics: [queue('10')] });
  const observation = {
    ...observe(second(0), 4, [{ values: [50_000] }]),
    scale: { specReplicas: 4, statusReplicas: 5, selector: 'app=web' },
  };
  expect(decide(observation, emptyMemory, { policy }).desiredReplicas).toBe(5);
});

// kubernetes#130130: what the original does in an outage; the guard against it is another room's.
test('a Value while no pod is ready asks for zero', () => {
  const policy = policyOf({ min: 1, behavior: { scaleDown: atOnce } });
  const pods = readyPods(4).map((pod) =>
    readyPod(pod.name, { ready: { status: 'False', lastTransitionTime: second(-9) } }),
  );
  const decision = decide(observe(second(0), 4, [{ value: 900_000 }], pods), emptyMemory, {
    policy,
  });
  expect(decision).toMatchObject({ desiredReplicas: 1, reason: { code: 'AllMetricsBelowTarget' } });
});

describe('a pod called constructor', () => {
  test('has no sample unless the reading has one', () => {
    const pods = [readyPod('constructor'), readyPod('web-0')];
    const reading = { pods: { 'web-0': { value: 500 } }, at: second(0) };
    const decision = decide(observe(second(0), 2, [reading], pods), emptyMemory, {
      policy: policyOf({ metrics: [cpu(50)] }),
      trace: true,
    });
    expect(decision.trace).toContainEqual(
      expect.objectContaining({ step: 'pods', missing: ['constructor'], ready: 1 }),
    );
  });
});
