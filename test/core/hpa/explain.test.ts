import { decide, emptyMemory, explain, type Observation, type Policy } from '@flyball/core';
import { expect, test } from 'vitest';
import { observe, readyPod, second } from './support/observations.ts';
import { cpu, latency, policyOf, queue } from './support/policies.ts';

// The whole text of the tutorial's looks stands in tutorial.test.ts.

const NO_ANSWER = { error: { message: 'no answer' } };
const latencyAndQueue = policyOf({ metrics: [latency('40'), queue('1')] });
const memory = policyOf({
  metrics: [
    {
      type: 'Resource',
      resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '400Mi' } },
    },
  ],
});

interface Scene {
  readonly name: string;
  readonly look: Observation;
  readonly policy: Policy;
  readonly lines: readonly string[];
}

const scenes: readonly Scene[] = [
  {
    name: 'pods that start, lack a sample or go away',
    look: observe(
      second(0),
      4,
      [{ pods: { 'web-0': { value: 490 }, 'web-2': { value: 400 } }, at: second(-8) }],
      [
        readyPod('web-0'),
        readyPod('web-1'),
        readyPod('web-2', { phase: 'Pending' }),
        readyPod('web-3', { deletionTimestamp: second(-3) }),
      ],
    ),
    policy: policyOf({ metrics: [cpu(50)] }),
    lines: [
      'default/web at 13:11:00Z: holding at 4 replicas',
      '  metric      cpu = 98 %, 8 s old',
      '  target      Utilization 50 %: usage ratio 1.96, outside the band 45 % … 55 % in which nothing changes',
      '  pods        1 of 4 count; starting: web-2; without a sample: web-1; deleted or failed: web-3',
      '  again       starting pods as idle, missing pods as idle: ratio 0.64 over 3 pods',
      '  proposal    holds at 4',
    ],
  },
  {
    name: 'a missing metric that forbids to go down',
    look: observe(second(0), 4, [NO_ANSWER, { values: [1500, 500] }]),
    policy: latencyAndQueue,
    lines: [
      'default/web at 13:11:00Z: holding at 4 replicas',
      '  metric 1    Service metric latency: no data: no answer',
      '  metric 2    external queue = 2',
      '  target      AverageValue 1 × 4 existing pods: usage ratio 0.5, outside the band 3.6 … 4.4 in which nothing changes',
      '  choice      2 by metric 2, but 1 metric missing: no scaling down on part of the picture',
    ],
  },
  {
    name: 'a missing metric that does not stand in the way up',
    look: observe(second(0), 4, [NO_ANSWER, { values: [7000] }]),
    policy: latencyAndQueue,
    lines: [
      'default/web at 13:11:00Z: 4 → 7 replicas',
      '  proposal    ⌈7 / 1⌉ = 7',
      '  choice      7 by metric 2, although 1 metric missing',
      '  behavior    none given: at most double, and at least 4 → 8',
      '  result      7   MetricAboveTarget: external metric queue(nil) above target',
    ],
  },
  {
    name: 'no data at all',
    look: observe(second(0), 4, [NO_ANSWER]),
    policy: policyOf({}),
    lines: [
      'default/web at 13:11:00Z: holding at 4 replicas',
      '  choice      1 metric missing: nothing to decide by',
    ],
  },
  {
    name: 'a size out of bounds',
    look: observe(second(0), 14, [{ value: 1 }]),
    policy: policyOf({}),
    lines: [
      'default/web at 13:11:00Z: 14 → 10 replicas',
      '  bounds      14 is above maxReplicas: back to 10, whatever the metrics say',
      '  result      10   AboveMaxReplicas: Current number of replicas above Spec.MaxReplicas',
      '  next look   13:16:00.001Z, when a recommendation leaves its window',
    ],
  },
  {
    name: 'a paused target',
    look: observe(second(0), 0, [{ value: 1 }]),
    policy: policyOf({}),
    lines: [
      'default/web at 13:11:00Z: holding at 0 replicas',
      '  paused      the target stands at zero, and stays there',
    ],
  },
  {
    name: 'a target without a selector',
    look: {
      ...observe(second(0), 1, [{ value: 1 }]),
      scale: { specReplicas: 1, statusReplicas: 1, selector: '' },
    },
    policy: policyOf({}),
    lines: [
      'default/web at 13:11:00Z: holding at 1 replica',
      '  selector    selector is required',
      '  result      1   InvalidSelector: selector is required',
    ],
  },
  {
    name: 'a scale that cannot be read',
    look: { ...observe(second(0), 1, []), scale: { error: { message: 'not found' } } },
    policy: policyOf({}),
    lines: [
      'default/web at 13:11:00Z: size unknown',
      "  result      none   FailedGetScale: the HPA controller was unable to get the target's current scale: not found",
      '  next look   when a value, a pod or the size changes; time alone changes nothing',
    ],
  },
  {
    name: 'two metrics, the second larger',
    look: observe(second(0.25), 2, [{ value: 30_000, at: second(-120) }, { values: [30_000] }]),
    policy: policyOf({
      metrics: [latency('40'), queue('10')],
      behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }] } },
    }),
    lines: [
      'default/web at 13:11:00.250Z: 2 → 3 replicas',
      '  metric 1    Service/web latency = 30, 2m old',
      '  metric 2    external queue = 30',
      '  target      AverageValue 10 × 2 existing pods: usage ratio 1.5, outside the band 18 … 22 in which nothing changes',
      '  choice      3, the largest, by metric 2',
      '  behavior    scaleUp  Pods 1 in 5m → 3',
    ],
  },
  {
    name: 'a direction that is switched off',
    look: observe(second(0), 2, [{ values: [30_000] }]),
    policy: policyOf({
      metrics: [queue('10')],
      behavior: { scaleUp: { selectPolicy: 'Disabled' } },
    }),
    lines: [
      'default/web at 13:11:00Z: holding at 2 replicas',
      '  behavior    scaleUp is disabled',
      '  bounds      1 … 10',
    ],
  },
  {
    name: 'memory, in the unit of its target',
    look: observe(second(0), 1, [{ pods: { 'web-0': { value: 536_870_912_000 } }, at: second(0) }]),
    policy: memory,
    lines: [
      'default/web at 13:11:00Z: 1 → 2 replicas',
      '  metric      memory = 512Mi, 0 s old',
      '  target      AverageValue 400Mi: usage ratio 1.28, outside the band 360Mi … 440Mi in which nothing changes',
      '  proposal    ⌈1 pod × 1.28⌉ = 2',
    ],
  },
];

test.each(scenes)('$name', ({ look, policy, lines }) => {
  const text = explain(decide(look, emptyMemory, { policy, trace: true }));
  const told = text.split('\n');
  expect(told[0]).toBe(lines[0]);
  expect(told.filter((line) => lines.includes(line))).toEqual(lines);
});

test('without the trace the result is told alone', () => {
  const decision = decide(observe(second(0), 3, [{ value: 41_000 }]), emptyMemory, {
    policy: policyOf({}),
  });
  expect(explain(decision)).toBe(`policy at 13:11:00Z: holding at 3 replicas

  result      3   AtTarget: recommended size matches current size
  next look   when a value, a pod or the size changes; time alone changes nothing
`);
});
