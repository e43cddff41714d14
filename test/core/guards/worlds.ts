import type {
  EvidenceReading,
  GuardedObservation,
  GuardOptions,
  MetricGuardOptions,
  MetricSpec,
  Milli,
  Reading,
} from '@flyball/core';
import fc from 'fast-check';
import { cpu, latency, now, queue, requests, seen } from './world.ts';

/** Of each kind of metric one. */
export const kinds: readonly MetricSpec[] = [latency, queue, requests, cpu];

const milli: fc.Arbitrary<Milli> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400_000 }) },
  fc.integer({ min: -1_000_000, max: -1 }),
  fc.constantFrom<Milli>(
    '9223372036854775807',
    '-9223372036854775808',
    Number.MAX_SAFE_INTEGER,
    Number.NaN,
    0.5,
  ),
);

const instant = fc.integer({ min: now - 200_000, max: now });

const missing: fc.Arbitrary<Reading> = fc.constant({ error: { message: 'no answer' } });

/** A reading that suits the metric, or is missing. */
export function reading(metric: MetricSpec, size: number): fc.Arbitrary<Reading> {
  if (metric.type === 'Object') {
    const sampled = fc.record({ value: milli, at: instant }, { requiredKeys: ['value'] });
    return fc.oneof({ weight: 4, arbitrary: sampled }, missing);
  }
  if (metric.type === 'External') {
    const values = fc.array(milli, { maxLength: 3 });
    const sampled = fc.record({ values, at: instant }, { requiredKeys: ['values'] });
    return fc.oneof({ weight: 4, arbitrary: sampled }, missing);
  }
  const samples = fc.array(fc.option(milli, { nil: undefined }), { minLength: 0, maxLength: size });
  const sampled = fc.tuple(samples, instant).map(([given, at]) => ({
    pods: Object.fromEntries(
      given.flatMap((value, index) =>
        value === undefined ? [] : [[`command-${index}`, { value, at }]],
      ),
    ),
  }));
  return fc.oneof({ weight: 4, arbitrary: sampled }, missing);
}

const evidence: fc.Arbitrary<Record<string, EvidenceReading>> = fc.dictionary(
  fc.constantFrom('rate', 'errors'),
  fc.oneof(
    fc.record({ value: fc.double({ min: 0, max: 20 }), at: instant }, { requiredKeys: ['value'] }),
    fc.constant({ error: { message: 'no answer' } }),
  ),
);

/** A few looks one after another, 15 s apart, each with readings of its own. */
export interface Story {
  readonly metrics: MetricSpec[];
  readonly looks: readonly GuardedObservation[];
}

export const story: fc.Arbitrary<Story> = fc
  .uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 3 })
  .chain((metrics) =>
    fc.record({
      metrics: fc.constant(metrics),
      looks: fc.array(
        fc.integer({ min: 0, max: 25 }).chain((size) =>
          fc
            .tuple(
              fc.tuple(...metrics.map((metric) => reading(metric, size))),
              fc.integer({ min: 0, max: size }),
              evidence,
              fc.boolean(),
            )
            .map(([readings, ready, found, isYoung]) => {
              const look = seen(readings, { size, ready, evidence: found });
              // Started so that the initialization period of 5 minutes ends 10 s from now.
              const startTime = now - 290_000;
              const pods = look.pods.map((pod) => (isYoung ? { ...pod, startTime } : pod));
              return { ...look, pods };
            }),
        ),
        { minLength: 1, maxLength: 5 },
      ),
    }),
  )
  .map(({ metrics, looks }) => ({
    metrics,
    looks: looks.map((look, index) => ({ ...look, at: now + 15_000 * index })),
  }));

const metricGuards: fc.Arbitrary<MetricGuardOptions> = fc.record(
  {
    absence: fc.constantFrom(
      { policy: 'hold' } as const,
      { policy: 'zero', after: 15_000 } as const,
      { policy: 'fallback', replicas: 6, after: 30_000 } as const,
    ),
    maximumAge: fc.constantFrom(0, 30_000, 100_000),
    actOnce: fc.boolean(),
    minimumRequestRate: fc.constantFrom({ evidence: 'rate', atLeast: 5 }, {
      evidence: 'rate',
      atLeast: 5,
      below: 'zero',
      maximumAge: 60_000,
    } as const),
    unresponsive: fc.constantFrom({ settle: 15_000 }, { settle: 0, cap: true, load: 'rate' }),
  },
  { requiredKeys: [] },
);

/** Guards in every combination. */
export const options: fc.Arbitrary<GuardOptions> = fc.record(
  {
    metrics: metricGuards,
    clampReadings: fc.boolean(),
    floorWhileNothingReady: fc.boolean(),
    scaleDownVetoes: fc.constant([{ evidence: 'errors', above: 10, maximumAge: 60_000 }]),
    largestStep: fc.record({ up: fc.constantFrom(1, 3), down: fc.constantFrom(1, 3) }),
  },
  { requiredKeys: [] },
);
