import { decide, emptyMemory, type KubernetesVersion, type Reading } from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { observe, second } from './support/observations.ts';
import { latency, type PolicyParts, policyOf, queue } from './support/policies.ts';

const VERSIONS: readonly KubernetesVersion[] = ['1.32', '1.33', '1.34', '1.35', '1.36', '1.37'];

/** The size that each version decides, in the order of `VERSIONS`. */
function sizes(parts: PolicyParts, replicas: number, reading: Reading) {
  return VERSIONS.map((kubernetes) => {
    const policy = policyOf({ ...parts, kubernetes });
    return decide(observe(second(0), replicas, [reading]), emptyMemory, { policy }).desiredReplicas;
  });
}

// What 1.32.13 answers otherwise than 1.37.2 was recorded (suite hpa-1.32); 1.34.4 and 1.36.3 were run
// for the guards. 1.33 and 1.35 follow from the history of the source.
describe('what changed between the versions', () => {
  test('a ratio of exactly 1.1 holds from 1.33: |1 - 1.1| is 0.10000000000000009', () => {
    expect(sizes({ max: 20 }, 10, { value: 44_000 })).toEqual([11, 10, 10, 10, 10, 10]);
    expect(sizes({ max: 20 }, 10, { value: 36_000 })).toEqual([10, 10, 10, 10, 10, 10]);
  });

  test('a tolerance in behavior counts from 1.35', () => {
    const behavior = { scaleUp: { tolerance: '0.3' } };
    expect(sizes({ behavior, max: 20 }, 10, { value: 50_000 })).toEqual([13, 13, 13, 10, 10, 10]);
  });

  test('a negative External AverageValue goes to the minimum, and to the maximum from 1.34', () => {
    const parts = {
      metrics: [queue('1')],
      behavior: { scaleDown: { stabilizationWindowSeconds: 0 } },
    };
    expect(sizes({ ...parts, max: 8 }, 5, { values: [-1] })).toEqual([1, 1, 8, 8, 8, 8]);
  });

  test('a Value beyond 2^31 replicas goes to the minimum, and to the maximum from 1.36', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 0 } };
    const parts = { metrics: [latency('1m')], behavior, max: 8 };
    expect(sizes(parts, 5, { value: 2 ** 31 })).toEqual([1, 1, 1, 1, 8, 8]);
  });

  test('minReplicas 0 at size 0 wakes whoever put it there, and only its own from 1.36', () => {
    expect(sizes({ min: 0, metrics: [queue('1')] }, 0, { values: [3000] })).toEqual([
      3, 3, 3, 3, 0, 0,
    ]);
  });
});
