import { fc, test } from '@fast-check/vitest';
import {
  compilePolicy,
  decide,
  emptyMemory,
  type Memory,
  type Milli,
  type Observation,
  settle,
} from '@flyball/core';
import { expect } from 'vitest';
import { START } from './support/observations.ts';
import { cpu, latency, policyOf, queue } from './support/policies.ts';

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const milli: fc.Arbitrary<Milli> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  int64.map(String),
  fc.constantFrom('', '12x', '99999999999999999999', '9223372036854775807', '-9223372036854775808'),
);
const int32 = fc.oneof(fc.nat({ max: 5 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }));
const instant = fc.maxSafeInteger();

const reading = fc.oneof(
  fc.record({ value: milli }),
  fc.record({ values: fc.array(milli, { maxLength: 3 }) }),
  fc.record({
    pods: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), fc.record({ value: milli })),
    at: instant,
    window: instant,
  }),
  fc.record({ error: fc.record({ message: fc.string() }) }),
);

const pod = fc.record(
  {
    name: fc.constantFrom('a', 'b', 'c', 'constructor'),
    labels: fc.dictionary(fc.constant('app'), fc.constantFrom('web', 'other')),
    phase: fc.constantFrom('Running', 'Pending', 'Failed', 'Unknown', '', 'Other'),
    startTime: instant,
    ready: fc.record({
      status: fc.constantFrom('True' as const, 'False' as const, 'Unknown' as const),
      lastTransitionTime: instant,
    }),
    containers: fc.array(
      fc.record({ name: fc.constant('app'), requests: fc.dictionary(fc.constant('cpu'), milli) }),
      { maxLength: 2 },
    ),
    podRequests: fc.dictionary(fc.constant('cpu'), milli),
  },
  { requiredKeys: ['name', 'phase', 'containers'] },
);

const observation: fc.Arbitrary<Observation> = fc.record({
  at: fc.integer({ min: START, max: START + 3_600_000 }),
  scale: fc.oneof(
    fc.record({
      specReplicas: int32,
      statusReplicas: int32,
      selector: fc.constantFrom('app=web', '', 'app in (web', '!app'),
    }),
    fc.record({ error: fc.record({ message: fc.string() }) }),
  ),
  pods: fc.array(pod, { maxLength: 4 }),
  readings: fc.array(reading, { maxLength: 5 }),
  otherPolicies: fc.array(
    fc.record({
      name: fc.constantFrom('web', 'other'),
      selector: fc.constantFrom('app=web', 'x in (', ''),
    }),
    { maxLength: 2 },
  ),
});

const POLICIES = (['1.32', '1.34', '1.37'] as const).flatMap((kubernetes) => [
  policyOf({
    kubernetes,
    min: 0,
    max: 2 ** 31 - 1,
    metrics: [latency('1m'), queue('8Ei'), cpu(50), queue('1E'), latency('9223372036854775807')],
  }),
  policyOf({
    kubernetes,
    min: 0,
    max: 2 ** 31 - 1,
    metrics: [latency('40')],
    behavior: { scaleUp: { policies: [{ type: 'Pods', value: 2 ** 31 - 1, periodSeconds: 15 }] } },
  }),
]);

test.prop([fc.array(observation, { minLength: 1, maxLength: 5 }), fc.constantFrom(...POLICIES)])(
  'whatever is observed, a decision is made, and its size is an int32',
  (observations, policy) => {
    let memory: Memory = emptyMemory;
    for (const look of observations) {
      const decision = decide(look, memory, { policy, trace: true });
      const wanted = decision.desiredReplicas;
      expect(wanted === null || wanted === (wanted | 0)).toBe(true);
      expect(wanted === null).toBe('error' in look.scale);
      const outcome = { ok: true, at: look.at } as const;
      memory =
        decision.rescale === null ? decision.memory : settle(decision, outcome, { policy }).memory;
      expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
    }
  },
);

test('a target that is no quantity is an error of the manifest', () => {
  const { manifest } = policyOf({});
  const broken = { ...manifest, spec: { ...manifest.spec, metrics: [latency('forty')] } };
  expect(() => compilePolicy(broken)).toThrow(/quantities must match/);
});
