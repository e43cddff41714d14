import { decide, emptyMemory, type Reading } from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { observe, readyPods, second } from './support/observations.ts';
import { cpu, latency, policyOf, queue } from './support/policies.ts';

const anySpeed = {
  scaleUp: { policies: [{ type: 'Pods' as const, value: 100, periodSeconds: 1 }] },
  scaleDown: { stabilizationWindowSeconds: 0 },
};

/** The decision of one who would have `own` pods about readings that came about under `actual`. */
function decideBeside(
  metric: ReturnType<typeof queue>,
  own: number,
  actual: number,
  read: Reading,
) {
  const observation = observe(second(0), actual, [read], readyPods(actual));
  const scale = { ...observation.scale, specReplicas: own, sampledReplicas: actual };
  const policy = policyOf({ metrics: [metric], behavior: anySpeed });
  return decide({ ...observation, scale }, emptyMemory, { policy });
}

const using = (pods: number, each: number): Reading => ({
  pods: Object.fromEntries(readyPods(pods).map(({ name }) => [name, { value: each }])),
  at: second(0),
});

describe('where somebody else has the size', () => {
  // 40 is the target: with the pods that there are, the metric is where it should be.
  test.each([
    ['a Value', latency('40'), { value: 40_000 }],
    ['an average of the whole', queue('10'), { values: [50_000] }],
    ['the pods’ use', cpu(50), using(5, 250)],
  ] as const)('%s on target asks for the size that is there', (_, metric, reading) => {
    for (const own of [1, 5, 9]) {
      expect(decideBeside(metric, own, 5, reading)).toMatchObject({
        currentReplicas: own,
        desiredReplicas: 5,
      });
    }
  });

  // ⌈80 / 40 × 5⌉ = ⌈100 / 10⌉ = ⌈100 % / 50 % × 5⌉ = 10
  test.each([
    ['a Value', latency('40'), { value: 80_000 }],
    ['an average of the whole', queue('10'), { values: [100_000] }],
    ['the pods’ use', cpu(50), using(5, 500)],
  ] as const)('%s off target asks for what the pods that there are need', (_, metric, reading) => {
    for (const own of [1, 5, 9]) {
      expect(decideBeside(metric, own, 5, reading).desiredReplicas).toBe(10);
    }
  });
});

test('scaling policies go from the size that the policy would have', () => {
  const two = { policies: [{ type: 'Pods' as const, value: 2, periodSeconds: 60 }] };
  const policy = policyOf({ behavior: { scaleUp: two } });
  const observation = observe(second(0), 5, [{ value: 80_000 }]);
  const scale = { ...observation.scale, specReplicas: 3, sampledReplicas: 5 };
  expect(decide({ ...observation, scale }, emptyMemory, { policy }).desiredReplicas).toBe(5);
});

test('without it the size is the one that was read', () => {
  const observation = observe(second(0), 5, [{ value: 41_000 }]);
  const decide5 = (scale: typeof observation.scale) =>
    decide({ ...observation, scale }, emptyMemory, { policy: policyOf({}) });
  expect(decide5({ ...observation.scale, sampledReplicas: 5 })).toEqual(decide5(observation.scale));
});
