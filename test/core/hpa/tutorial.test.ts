import { explain } from '@flyball/core';
import { expect, test } from 'vitest';
import { second } from './support/observations.ts';
import { policyOf } from './support/policies.ts';
import { Target } from './support/target.ts';

// Kong's tutorial "Autoscale workloads with Prometheus": a service that sleeps 100 ms in every
// request, target 40 ms. The sizes are those of the Kubernetes controller for its policy; with the
// measured average of 102.312 ms, 102.312 / 40 = 2.5578 is the factor by which ready pods multiply.

const policy = policyOf({
  min: 1,
  max: 10,
  behavior: {
    scaleDown: {
      stabilizationWindowSeconds: 1,
      policies: [{ type: 'Percent', value: 100, periodSeconds: 10 }],
    },
    scaleUp: {
      stabilizationWindowSeconds: 1,
      policies: [
        { type: 'Percent', value: 100, periodSeconds: 2 },
        { type: 'Pods', value: 4, periodSeconds: 2 },
      ],
      selectPolicy: 'Max',
    },
  },
});

test('the tutorial goes 1, 3, 7, 10 and back to 1', () => {
  const target = new Target(policy, 1);
  const looks = [102_312, 102_312, 102_312, 102_312, 102_312, 38_000, 5000];
  const sizes = looks.map((value, i) => {
    target.look(second(2 * i), [{ value }]);
    return target.replicas;
  });
  // The first look only seeds the window: 1 is the recommendation it starts from.
  expect(sizes).toEqual([1, 3, 7, 10, 10, 10, 2]);
  expect(target.look(second(16), [{ value: 5000 }]).desiredReplicas).toBe(1);
});

test('a look explains itself down to the policy that limited it and the next useful look', () => {
  const target = new Target(policy, 1);
  target.look(second(0), [{ value: 102_312, at: second(-4) }]);
  target.look(second(2), [{ value: 102_312, at: second(-2) }]);
  const decision = target.look(second(4), [{ value: 102_312, at: second(0) }]);
  expect(explain(decision)).toBe(`default/web at 13:11:04Z: 3 → 7 replicas

  metric      Service/web latency = 102.312, 4 s old
  target      Value 40: usage ratio 2.558, outside the band 36 … 44 in which nothing changes
  proposal    ⌈3 ready × 2.558⌉ = 8
  behavior    scaleUp, the larger of  Percent 100 in 2 s → 6   Pods 4 in 2 s → 7     ◄ limited here
  bounds      1 … 10
  result      7   ScaleUpLimit: the desired replica count is increasing faster than the maximum scale rate
  next look   13:11:06Z, when the policy period ends
`);
});

test('a size that a window holds names the recommendation and when it lets go', () => {
  const target = new Target(policy, 1);
  const decision = target.look(second(0), [{ value: 102_312 }]);
  expect(explain(decision)).toBe(`default/web at 13:11:00Z: holding at 1 replica

  metric      Service/web latency = 102.312
  target      Value 40: usage ratio 2.558, outside the band 36 … 44 in which nothing changes
  proposal    ⌈1 ready × 2.558⌉ = 3
  window      scaleUp window of 1 s: the recommendation of 1 from 13:11:00Z counts until 13:11:01Z, so 1 and not 3
  bounds      1 … 10
  result      1   ScaleUpStabilized: recent recommendations were lower than current one, applying the lowest recent recommendation
  next look   13:11:01Z, when a recommendation leaves its window
`);
});

test.each([
  [35_999, 'outside'],
  [36_000, 'holds'],
  [44_000, 'holds'],
  [44_001, 'outside'],
])('at 3 pods %i thousandths of the target 40: %s', (value, answer) => {
  const decision = new Target(policy, 3).look(second(0), [{ value }]);
  expect(explain(decision)).toContain(
    answer === 'holds' ? ', holds between 36 and 44' : ', outside the band 36 … 44 in which',
  );
});
