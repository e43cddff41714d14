import { type ServiceSpec, startService } from '@flyball/simulator';
import { expect, test } from 'vitest';

const spec: ServiceSpec = {
  requests: { work: 0.001, slow: [{ from: 10, until: 20, by: 0.5 }] },
  pods: { initial: 1 },
};
const steady = { edges: Float64Array.from([0, 30]), rates: Float64Array.from([5]) };

test('requests that come in a slow spell take longer, and no others', () => {
  const service = startService(spec, steady, { seed: 1n });
  const means = [10, 20, 30].map((until) => {
    const before = { count: service.totals.count('ok'), sum: service.totals.latencySum };
    service.advanceTo(until);
    return (service.totals.latencySum - before.sum) / (service.totals.count('ok') - before.count);
  });
  expect(means[0]).toBeLessThan(0.002);
  expect(means[1]).toBeGreaterThan(0.4);
  // Those that came just before the end of the spell are answered after it.
  expect(means[2]).toBeLessThan(0.1);
});

test('a fluid knows no spells, and says so', () => {
  expect(() => startService(spec, steady, { seed: 1n, engine: 'fluid' })).toThrow(
    'requests.slow is not known to the engine "fluid"; use "requests" or leave it out',
  );
});

test.each(['requests', 'fluid'] as const)(
  'pods that count for themselves add up to the gateway, by %s',
  (engine) => {
    const service = startService(
      { requests: { work: 0.05 }, pods: { initial: 3, startup: 1 } },
      { edges: Float64Array.from([0, 100]), rates: Float64Array.from([20]) },
      { seed: 1n, engine, perPod: true, buckets: [0.05, 0.1, 1] },
    );
    service.advanceTo(30);
    service.scaleTo(5);
    service.advanceTo(100);
    const tallies = service.pods.map(({ slot }) => service.podTally(slot));
    const sum = (of: (tally: (typeof tallies)[number]) => number): number =>
      tallies.reduce((total, tally) => total + of(tally), 0);
    expect(tallies).toHaveLength(5);
    expect(sum((tally) => tally.count('ok'))).toBeCloseTo(service.totals.count('ok'), 6);
    expect(sum(({ latencySum }) => latencySum)).toBeCloseTo(service.totals.latencySum, 6);
    expect(sum((tally) => tally.cumulative()[1] ?? 0)).toBeCloseTo(
      service.totals.cumulative()[1] ?? 0,
      6,
    );
    // Those of the beginning have answered for longer.
    const [first, , , , last] = tallies;
    expect(first?.count('ok')).toBeGreaterThan(last?.count('ok') ?? 0);
  },
);

test('pods do not count for themselves unless they are asked to', () => {
  const service = startService(spec, steady, { seed: 1n });
  expect(() => service.podTally(0)).toThrow('pods do not count for themselves');
});
