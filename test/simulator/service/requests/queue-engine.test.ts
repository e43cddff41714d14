import { fc, test } from '@fast-check/vitest';
import {
  intensityOf,
  OUTCOMES,
  type PodSpec,
  type ServiceSpec,
  shapeOf,
  startService,
} from '@flyball/simulator';
import { describe, expect } from 'vitest';

/** Everything that can be seen of a run, looked at now and then while it is scaled. */
function story(spec: ServiceSpec, orders: readonly (readonly [number, number])[]): unknown {
  const duration = 120;
  const load = { kind: 'step', rates: [30, 80, 20], changes: [30, 70] } as const;
  const intensity = intensityOf(shapeOf(load, { duration, seed: 5n }), duration);
  const service = startService(spec, intensity, { seed: 5n, slowAfter: 0.2 });
  const seen: unknown[] = [];
  const look = () => {
    const { totals } = service;
    seen.push([
      service.counts,
      service.inSystem,
      service.waiting,
      totals.attempts,
      totals.slow,
      totals.lost,
      totals.cumulative(),
      OUTCOMES.map((outcome) => totals.count(outcome)),
      totals.inSystemTime.toFixed(6),
      totals.coreTime.toFixed(6),
      service.pods.map(({ slot }) => [service.podLoad(slot), service.podCoreTime(slot).toFixed(6)]),
    ]);
  };
  for (const [at, replicas] of orders) {
    service.advanceTo(at);
    look();
    service.scaleTo(replicas);
    look();
  }
  service.advanceTo(duration + 60);
  look();
  const { buckets, count, min, max } = service.latency.toJSON();
  return [seen, buckets, count, min?.toFixed(9), max?.toFixed(9)];
}

describe('without events, request by request, the same happens', () => {
  const pods = fc.record({
    initial: fc.integer({ min: 0, max: 6 }),
    discipline: fc.constant('fcfs' as const),
    concurrency: fc.integer({ min: 1, max: 3 }),
    balancer: fc.constantFrom('random' as const, 'round-robin' as const),
    startup: fc.constantFrom(0, 3, 20),
    preStop: fc.constantFrom(0, 5),
    gracePeriod: fc.constantFrom(0, 2, 30),
    endpointDelay: fc.constantFrom(0, 1),
  }) satisfies fc.Arbitrary<PodSpec>;
  const orders = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 119 }), fc.integer({ min: 0, max: 8 })), {
      maxLength: 5,
    })
    .map((list) => list.sort(([a], [b]) => a - b));
  const crashes = fc.constantFrom(undefined, { after: 25 });

  test.prop([pods, orders, crashes], { numRuns: 60 })(
    'as with events: scaled, drained, killed and crashed',
    (spec, given, crash) => {
      const work = { law: 'exponential', mean: 0.08 } as const;
      const rest = crash === undefined ? {} : { crashes: crash };
      const plain: ServiceSpec = { requests: { work }, pods: spec, ...rest };
      // A queue limit that is never reached needs events and changes nothing.
      const evented: ServiceSpec = { ...plain, pods: { ...spec, queue: 1e9 } };
      expect(story(plain, given)).toEqual(story(evented, given));
    },
  );
});
