import type {
  HorizontalPodAutoscalerBehavior,
  HPAScalingRules,
  MetricSpec,
  Observation,
  Pod,
  Policy,
  Reading,
} from '@flyball/core';
import fc from 'fast-check';
import { START, second } from './observations.ts';
import { cpu, latency, policyOf, queue } from './policies.ts';

const scalingPolicy = fc.record({
  type: fc.constantFrom('Pods' as const, 'Percent' as const),
  value: fc.integer({ min: 1, max: 200 }),
  periodSeconds: fc.integer({ min: 1, max: 60 }),
});

const rules: fc.Arbitrary<HPAScalingRules> = fc.record(
  {
    stabilizationWindowSeconds: fc.integer({ min: 0, max: 90 }),
    selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
    policies: fc.array(scalingPolicy, { minLength: 1, maxLength: 3 }),
    tolerance: fc.constantFrom('0', '50m', '0.1', '0.3'),
  },
  { requiredKeys: [] },
);

const behaviors: fc.Arbitrary<HorizontalPodAutoscalerBehavior> = fc.record(
  { scaleUp: rules, scaleDown: rules },
  { requiredKeys: [] },
);

const metrics: fc.Arbitrary<MetricSpec> = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((value) => latency(String(value))),
  fc.integer({ min: 1, max: 100 }).map((value) => queue(String(value))),
  fc.integer({ min: 10, max: 150 }).map(cpu),
  fc.integer({ min: 1, max: 100 }).map(
    (value): MetricSpec => ({
      type: 'Pods',
      pods: {
        metric: { name: 'inflight' },
        target: { type: 'AverageValue', averageValue: String(value) },
      },
    }),
  ),
);

const policies: fc.Arbitrary<Policy> = fc
  .record({
    bounds: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 60 })),
    metrics: fc.array(metrics, { minLength: 1, maxLength: 3 }),
    behavior: fc.option(behaviors, { nil: undefined }),
    downscaleStabilization: fc.constantFrom(0, 30_000, 300_000),
    kubernetes: fc.constantFrom('1.32' as const, '1.34' as const, '1.37' as const),
  })
  .map(({ bounds: [min, more], behavior, ...parts }) =>
    policyOf({ min, max: min + more, ...parts, ...(behavior === undefined ? {} : { behavior }) }),
  );

const pods: fc.Arbitrary<Omit<Pod, 'name'>> = fc.record(
  {
    phase: fc.constantFrom('Running', 'Running', 'Running', 'Pending', 'Failed'),
    startTime: fc.integer({ min: -400, max: 60 }).map(second),
    ready: fc.record({
      status: fc.constantFrom('True' as const, 'True' as const, 'False' as const),
      lastTransitionTime: fc.integer({ min: -400, max: 60 }).map(second),
    }),
    deletionTimestamp: fc.constant(START),
    containers: fc.constant([{ name: 'app', requests: { cpu: 500 } }]),
  },
  { requiredKeys: ['phase', 'startTime', 'ready', 'containers'] },
);

const missing: fc.Arbitrary<Reading> = fc.constant({ error: { message: 'no answer' } });

function readingsOf(metric: MetricSpec, names: readonly string[]): fc.Arbitrary<Reading> {
  const value = fc.integer({ min: 0, max: 400_000 });
  if (metric.type === 'Object')
    return fc.oneof({ weight: 9, arbitrary: fc.record({ value }) }, missing);
  if (metric.type === 'External') {
    const values = fc.array(value, { minLength: 1, maxLength: 3 });
    return fc.oneof({ weight: 9, arbitrary: fc.record({ values }) }, missing);
  }
  const samples = fc
    .tuple(
      fc.integer({ min: -60, max: 60 }).map(second),
      fc.array(fc.option(value), { minLength: names.length }),
    )
    .map(([at, values]): Reading => {
      const given = names.flatMap((name, i) => {
        const sample = values[i];
        return sample === null || sample === undefined ? [] : [[name, { value: sample }] as const];
      });
      return { pods: Object.fromEntries(given), at, window: 30_000 };
    });
  return fc.oneof({ weight: 9, arbitrary: samples }, missing);
}

/** What a policy may see at an instant, at this size. */
function observationsOf(policy: Policy, at: number, replicas: number): fc.Arbitrary<Observation> {
  return fc.array(pods, { minLength: 0, maxLength: 8 }).chain((list) => {
    const named = list.map((pod, i) => ({ name: `web-${i}`, ...pod }));
    const names = named.map(({ name }) => name);
    const { spec } = policy.manifest;
    return fc
      .record({
        readings: fc.tuple(...spec.metrics.map((metric) => readingsOf(metric, names))),
        surge: fc.integer({ min: 0, max: 2 }),
      })
      .map(({ readings, surge }) => ({
        at,
        scale: { specReplicas: replicas, statusReplicas: replicas + surge, selector: 'app=web' },
        pods: named,
        readings,
      }));
  });
}

/** A run: a policy, a first size, and what is seen at each of its instants at whatever size. */
export interface Run {
  readonly policy: Policy;
  readonly replicas: number;
  readonly looks: readonly Observation[];
}

export const runs: fc.Arbitrary<Run> = policies.chain((policy) =>
  fc
    .record({
      replicas: fc.integer({ min: 0, max: 70 }),
      gaps: fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 12 }),
    })
    .chain(({ replicas, gaps }) => {
      let at = START;
      const instants = gaps.map((gap) => (at += gap));
      return fc
        .tuple(...instants.map((instant) => observationsOf(policy, instant, replicas)))
        .map((looks) => ({ policy, replicas, looks }));
    }),
);

/** The same observation of a target that has another size by now. */
export function atSize(observation: Observation, replicas: number): Observation {
  const { scale } = observation;
  if ('error' in scale) return observation;
  const surge = scale.statusReplicas - scale.specReplicas;
  const sized = { ...scale, specReplicas: replicas, statusReplicas: replicas + surge };
  return { ...observation, scale: sized };
}
