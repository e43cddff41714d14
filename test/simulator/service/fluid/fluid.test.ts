import { gaussianClosure, type Law, lawByMeanAndCv, normalCdf, normalDensity } from '@flyball/core';
import {
  type BalancerKind,
  intensityOf,
  type ServiceRun,
  type ServiceSpec,
  shapeOf,
  startService,
  type Workload,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { Closure, closureLevel } from '../../../../packages/simulator/src/service/fluid/closure.ts';
import {
  fastNormalCdf,
  fastNormalDensity,
} from '../../../../packages/simulator/src/service/fluid/normal-table.ts';

function run(
  engine: 'requests' | 'fluid' | 'backlog',
  workload: Workload,
  duration: number,
  spec: ServiceSpec,
): ServiceRun {
  const intensity = intensityOf(shapeOf(workload, { duration, seed: 1n }), duration);
  return startService(spec, intensity, { engine, seed: 1n });
}

describe('the tabulated normal law', () => {
  test('is the normal law', () => {
    for (let z = -9; z <= 9; z += 0.0137) {
      expect(Math.abs(fastNormalCdf(z) - normalCdf(z))).toBeLessThan(1e-9);
      expect(Math.abs(fastNormalDensity(z) - normalDensity(z))).toBeLessThan(1e-8);
    }
  });
});

describe('the closure', () => {
  test('in steps of a hundredth of a service time is the differential equation', () => {
    const queue = {
      serviceRate: 10,
      arrivalRate: [
        [0, 40],
        [30, 80],
      ],
      servers: [
        [0, 5],
        [50, 10],
      ],
      initialInSystem: 0,
    } as const;
    const times = [10, 40, 50, 70, 75, 80, 90];
    const exact = gaussianClosure(queue, times);
    const closure = new Closure();
    const seen: number[] = [];
    for (let k = 0; k < 9000; k += 1) {
      const t = k / 100;
      closure.step(t < 30 ? 4 : 8, t < 50 ? 5 : 10, 0.1);
      if (times.includes((k + 1) / 100)) seen.push(closure.mean);
    }
    for (const [k, { mean }] of exact.entries()) expect((seen[k] ?? 0) / mean).toBeCloseTo(1, 1.9);
  });

  test('a step far longer than a service time lands on the steady state', () => {
    const closure = new Closure();
    closure.step(8, 10, 1e6);
    expect(closure.mean).toBeCloseTo(closureLevel(10, 8), 3);
    // 9.0 at 10 servers and 8 erlangs (simulation notes, section 2).
    expect(closure.mean).toBeCloseTo(9.0, 1);
  });

  test('from any state to any other it stays a number, and keeps count', () => {
    let state = 12_345;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      return state / 0x7fff_ffff;
    };
    for (let trial = 0; trial < 20_000; trial += 1) {
      const closure = new Closure();
      closure.mean = random() * 200;
      closure.variance = random() ** 2 * 500;
      const before = closure.mean;
      const [arrivals, servers, span] = [
        random() * 150,
        Math.floor(random() * 120),
        10 ** (random() * 5 - 2),
      ];
      closure.step(arrivals, servers, span);
      const gained = span * (arrivals - closure.busy);
      expect(Math.abs(closure.mean - before - gained)).toBeLessThan(
        1e-4 * (1 + closure.mean + span),
      );
      expect(closure.busy).toBeLessThanOrEqual(servers + 1e-6);
    }
  });
});

describe('fluid against requests', () => {
  const laws: Law[] = [{ law: 'exponential', mean: 0.05 }, lawByMeanAndCv('lognormal', 0.05, 1.5)];
  const balancers: BalancerKind[] = ['random', 'round-robin', 'least-requests', 'power-of-two'];
  const cases = balancers.flatMap((balancer) =>
    laws.flatMap((work) =>
      (['shared', 'fcfs'] as const).flatMap((discipline) =>
        [0.5, 0.8].map((rho) => ({ balancer, work, discipline, rho })),
      ),
    ),
  );

  test.each(cases)(
    'a steady state: $balancer, $discipline, $work.law, rho $rho',
    ({ balancer, work, discipline, rho }) => {
      const spec: ServiceSpec = { requests: { work }, pods: { initial: 8, discipline, balancer } };
      const load: Workload = { kind: 'constant', rate: (8 * rho) / 0.05 };
      const [exact, fluid] = (['requests', 'fluid'] as const).map((engine) => {
        const service = run(engine, load, 900, spec);
        service.advanceTo(100);
        service.latency.clear();
        service.advanceTo(900);
        return service;
      });
      const ratio = (q: number) =>
        (fluid?.latency.quantile(q) ?? 0) / (exact?.latency.quantile(q) ?? 1);
      expect((fluid?.latency.mean ?? 0) / (exact?.latency.mean ?? 1)).toBeGreaterThan(0.85);
      expect((fluid?.latency.mean ?? 0) / (exact?.latency.mean ?? 1)).toBeLessThan(1.15);
      for (const q of [0.95, 0.99]) {
        expect(ratio(q)).toBeGreaterThan(0.7);
        expect(ratio(q)).toBeLessThan(1.35);
      }
      expect((fluid?.totals.coreTime ?? 0) / (exact?.totals.coreTime ?? 1)).toBeCloseTo(1, 1);
    },
  );

  test.each(['fluid', 'backlog'] as const)(
    '%s: the backlog of an overload, within 2 %',
    (engine) => {
      // 200 requests a second at 5 pods of 20 each: 100 a second pile up for 300 s.
      const spec: ServiceSpec = {
        requests: { work: { law: 'exponential', mean: 0.05 } },
        pods: { initial: 5, balancer: 'least-requests' },
      };
      const load: Workload = { kind: 'constant', rate: 200 };
      const [exact, fluid] = (['requests', engine] as const).map((name) => {
        const service = run(name, load, 300, spec);
        service.advanceTo(300);
        return service.inSystem;
      });
      expect((fluid ?? 0) / (exact ?? 1)).toBeGreaterThan(0.98);
      expect((fluid ?? 0) / (exact ?? 1)).toBeLessThan(1.02);
    },
  );

  test('Little’s law and the balance of requests hold in the fluid', () => {
    const spec: ServiceSpec = { requests: { work: 0.05, floor: 0.1 }, pods: { initial: 4 } };
    const service = run(
      'fluid',
      { kind: 'sinusoid', base: 40, amplitude: 0.5, period: 200 },
      1000,
      spec,
    );
    service.advanceTo(1000);
    const { totals } = service;
    expect(totals.attempts - totals.count('ok')).toBeLessThan(10);
    expect(totals.cumulative().at(-1)).toBeCloseTo(totals.count('ok'), 6);
    const work = totals.latencySum - 0.1 * totals.count('ok');
    expect(work / totals.inSystemTime).toBeCloseTo(1, 1);
  });

  test('users who think are as many as there are', () => {
    const spec: ServiceSpec = {
      requests: { work: { law: 'exponential', mean: 0.1 } },
      pods: { initial: 1 },
      clients: { users: { count: 20, think: { law: 'exponential', mean: 1 } } },
    };
    const [exact, fluid] = (['requests', 'fluid'] as const).map((engine) => {
      const service = run(engine, { kind: 'constant', rate: 0 }, 500, spec);
      service.advanceTo(500);
      return service.totals.count('ok');
    });
    expect((fluid ?? 0) / (exact ?? 1)).toBeGreaterThan(0.95);
    expect((fluid ?? 0) / (exact ?? 1)).toBeLessThan(1.05);
  });

  test('without a pod requests fail, or wait for one', () => {
    const load: Workload = { kind: 'constant', rate: 10 };
    const spec: ServiceSpec = { requests: { work: 0.01 }, pods: { initial: 0, scheduling: 0 } };
    const failing = run('fluid', load, 100, spec);
    failing.advanceTo(10);
    expect(failing.totals.count('unavailable')).toBeCloseTo(100, 6);
    expect(failing.totals.lost).toBeCloseTo(100, 6);
    const holding = run('fluid', load, 100, { ...spec, clients: { whenUnready: 'hold' } });
    holding.advanceTo(10);
    expect(holding.waiting).toBeCloseTo(100, 6);
    holding.scaleTo(1);
    holding.advanceTo(20);
    expect(holding.waiting).toBeLessThan(1);
  });
});
