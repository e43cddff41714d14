import { fc, test } from '@fast-check/vitest';
import {
  busyServersGaussian,
  erlangA,
  erlangB,
  erlangBContinuous,
  erlangC,
  fitUniversalScalability,
  fluidMean,
  fluidStep,
  hpaStabilityBound,
  latencyDeadZone,
  latencyGain,
  littlesLaw,
  lnErlangB,
  machineRepair,
  meanValueAnalysis,
  mm1,
  mm1Ps,
  mm1PsSojourn,
  mmc,
  mmcK,
  mmcSojournQuantile,
  mmcSojournTail,
  mmcWaitQuantile,
  mmcWaitTail,
  requiredServers,
  uslPeak,
  uslThroughput,
} from '@flyball/core';
import { describe, expect } from 'vitest';

const servers = fc.integer({ min: 1, max: 400 });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const rate = fc.double({ min: 0.01, max: 1000, noNaN: true });
const queue = fc
  .record({ servers, share, serviceRate: rate })
  .map(({ servers: count, share: rho, serviceRate }) => ({
    servers: count,
    serviceRate,
    arrivalRate: count * serviceRate * rho,
  }));

describe('Erlang B and C', () => {
  test.prop([servers, rate])('more servers block less; more load blocks more', (c, a) => {
    expect(erlangB(c + 1, a)).toBeLessThanOrEqual(erlangB(c, a));
    expect(erlangB(c, a * 1.01)).toBeGreaterThanOrEqual(erlangB(c, a));
    expect(Math.exp(lnErlangB(c, a))).toBe(erlangB(c, a));
  });

  test.prop([servers, rate])('the continuous form meets the whole numbers', (c, a) => {
    const whole = erlangB(c, a);
    expect(Math.abs(erlangBContinuous(c, a) - whole)).toBeLessThanOrEqual(1e-10 * whole + 1e-290);
  });

  test.prop([queue])(
    'waiting is likelier than being lost',
    ({ servers: c, arrivalRate, serviceRate }) => {
      const a = arrivalRate / serviceRate;
      expect(erlangC(c, a)).toBeGreaterThanOrEqual(erlangB(c, a));
      expect(erlangC(c, c)).toBe(1);
    },
  );
});

describe('M/M/c', () => {
  test.prop([queue])('Little’s law joins queue and wait', (given) => {
    const { meanInSystem, meanSojourn, meanInQueue, meanWait } = mmc(given);
    expect(meanInSystem / (given.arrivalRate * meanSojourn)).toBeCloseTo(1, 12);
    expect(meanInQueue).toBeCloseTo(given.arrivalRate * meanWait, 12);
  });

  test.prop([queue, share])('quantiles undo tails', (given, p) => {
    expect(mmcSojournTail(given, mmcSojournQuantile(given, p))).toBeCloseTo(1 - p, 11);
    const wait = mmcWaitQuantile(given, p);
    if (wait > 0) expect(mmcWaitTail(given, wait)).toBeCloseTo(1 - p, 11);
    else expect(mmcWaitTail(given, 0)).toBeLessThanOrEqual(1 - p + 1e-12);
  });

  test.prop([rate, share])('one server is M/M/1', (serviceRate, rho) => {
    const arrivalRate = rho * serviceRate;
    const one = mm1({ arrivalRate, serviceRate });
    const general = mmc({ arrivalRate, serviceRate, servers: 1 });
    expect(general.meanSojourn / one.meanSojourn).toBeCloseTo(1, 10);
    expect(general.probEmpty / one.probEmpty).toBeCloseTo(1, 10);
  });

  test.prop([queue])('a large waiting room is none, no patience is none', (given) => {
    const open = mmc(given);
    fc.pre(open.utilisation < 0.9);
    const room = mmcK({ ...given, capacity: given.servers + 2000 });
    expect(room.meanInQueue).toBeCloseTo(open.meanInQueue, 8);
    const patient = erlangA({ ...given, patienceRate: given.serviceRate * 1e-9 });
    expect(patient.probWait).toBeCloseTo(open.probWait, 5);
  });

  test('a load that cannot be served has no stationary state', () => {
    expect(() => mmc({ arrivalRate: 10, serviceRate: 5, servers: 2 })).toThrow(
      'servers must be more than the offered load of 2 for a stationary state, got 2',
    );
    expect(() => mm1({ arrivalRate: 3, serviceRate: 3 })).toThrow(
      'serviceRate - arrivalRate must be a finite number > 0, got 0',
    );
    expect(() => erlangB(1.5, 1)).toThrow('servers must be an integer >= 0, got 1.5');
  });
});

describe('required servers', () => {
  const goals = fc.oneof(
    fc.record({ criterion: fc.constant('probWait' as const), limit: share }),
    fc.record({ criterion: fc.constant('meanSojourn' as const), limit: fc.constant(1.02) }),
    fc.record({
      criterion: fc.constant('sojournQuantile' as const),
      limit: fc.constant(3.2),
      p: fc.constant(0.95),
    }),
  );

  test.prop([fc.double({ min: 0, max: 300, noNaN: true }), goals])(
    'one server less would not do',
    (load, goal) => {
      const found = requiredServers(load, 1, goal);
      expect(found.feasible).toBe(true);
      if (!found.feasible || load === 0) return;
      expect(found.attained).toBeLessThanOrEqual(goal.limit);
      const fewer = { arrivalRate: load, serviceRate: 1, servers: found.servers - 1 };
      if (fewer.servers <= load) return;
      const measured = {
        probWait: () => mmc(fewer).probWait,
        meanSojourn: () => mmc(fewer).meanSojourn,
        sojournQuantile: () => mmcSojournQuantile(fewer, 0.95),
      }[goal.criterion]();
      expect(measured).toBeGreaterThan(goal.limit);
    },
  );

  test('no number of servers makes a request shorter than its service', () => {
    expect(requiredServers(5, 0.1, { criterion: 'meanSojourn', limit: 0.1 })).toEqual({
      feasible: false,
      servers: null,
    });
  });
});

describe('closed systems', () => {
  test.prop([fc.integer({ min: 1, max: 60 }), rate, rate])(
    'one station by mean values is one repairman',
    (users, thinkTime, serviceTime) => {
      const network = meanValueAnalysis({ users, thinkTime, demands: [serviceTime] });
      const repair = machineRepair({ users, thinkTime, serviceTime, servers: 1 });
      expect(network.throughput / repair.throughput).toBeCloseTo(1, 9);
      expect(network.throughput).toBeLessThanOrEqual(network.throughputUpperBound * (1 + 1e-12));
      expect(network.thinking + repair.meanInSystem).toBeCloseTo(users, 8);
    },
  );
});

describe('processor sharing', () => {
  test('quantiles at rho 0.5 and 0.8 (tagged-request chain, simulation notes)', () => {
    const half = mm1PsSojourn({ arrivalRate: 0.5, serviceRate: 1 });
    expect([0.5, 0.95, 0.99].map((p) => half.quantile(p).toFixed(3))).toEqual([
      '1.132',
      '6.864',
      '12.446',
    ]);
    const busy = mm1PsSojourn({ arrivalRate: 0.8, serviceRate: 1 });
    expect([0.5, 0.95, 0.99].map((p) => busy.quantile(p).toFixed(3))).toEqual([
      '2.352',
      '18.748',
      '36.941',
    ]);
  });

  test('variance at rho 0.5 and 0.8', () => {
    expect(mm1Ps({ arrivalRate: 0.5, serviceRate: 1 }).varSojourn).toBeCloseTo(6.67, 2);
    expect(mm1Ps({ arrivalRate: 0.8, serviceRate: 1 }).varSojourn).toBeCloseTo(58.33, 2);
  });
});

describe('stability of the HPA rule', () => {
  test.each([
    { k: 0, gain: 2 },
    { k: 1, gain: 1 },
    { k: 2, gain: 0.618 },
    { k: 3, gain: 0.445 },
    { k: 4, gain: 0.347 },
  ])('$k periods of delay bear a gain of $gain', ({ k, gain }) => {
    expect(hpaStabilityBound(k).gain).toBeCloseTo(gain, 3);
    // Just inside the bound a disturbance dies out, just outside it grows.
    expect(disturbanceAfter(k, gain * 0.98)).toBeLessThan(1e-3);
    expect(disturbanceAfter(k, gain * 1.02)).toBeGreaterThan(1);
  });

  test('latency gain is rho/(1-rho); a floor lowers it', () => {
    expect(latencyGain(0.5)).toBeCloseTo(1, 12);
    expect(latencyGain(2 / 3)).toBeCloseTo(2, 12);
    expect(latencyGain(0.5, 0.9)).toBeLessThan(0.2);
    expect(latencyGain(0.5, 1)).toBe(0);
  });

  test('a 40 ms target on 30 ms pods rests anywhere between 18.9 and 36 of them', () => {
    const zone = latencyDeadZone(6, 30, 40);
    expect(zone?.fewest).toBeCloseTo(18.86, 2);
    expect(zone?.most).toBeCloseTo(36, 10);
    expect(latencyDeadZone(6, 30, 27)).toBeNull();
    expect(latencyDeadZone(6, 30, 30)?.most).toBeNull();
  });

  function disturbanceAfter(k: number, gain: number): number {
    const x = Array.from({ length: k + 1 }, () => 1);
    for (let period = 0; period < 4000; period += 1) {
      const next = (x.at(-1) ?? 0) - gain * (x.at(-1 - k) ?? 0);
      if (Math.abs(next) > 1e6) return next ** 2;
      x.push(next);
    }
    return Math.max(...x.slice(-k - 2).map(Math.abs));
  }
});

describe('scalability', () => {
  test.prop([
    rate,
    fc.double({ min: 0, max: 0.5, noNaN: true }),
    fc.double({ min: 1e-5, max: 0.01, noNaN: true }),
  ])('a fit returns the law, and the peak is the best whole number', (gamma, alpha, beta) => {
    const model = { gamma, alpha, beta };
    const workers = [1, 2, 3, 5, 8, 13, 21, 34];
    const fitted = fitUniversalScalability(
      workers,
      workers.map((n) => uslThroughput(model, n)),
    );
    expect(fitted.gamma / gamma).toBeCloseTo(1, 8);
    expect(fitted.alpha).toBeCloseTo(alpha, 8);
    expect(fitted.beta).toBeCloseTo(beta, 8);
    const { peakInteger } = uslPeak(model);
    const best = uslThroughput(model, peakInteger ?? 0);
    expect(best).toBeGreaterThanOrEqual(uslThroughput(model, (peakInteger ?? 0) + 1));
    if ((peakInteger ?? 0) > 1) {
      expect(best).toBeGreaterThanOrEqual(uslThroughput(model, (peakInteger ?? 0) - 1));
    }
  });

  test('measured points that grow faster than the workers give no negative coefficient', () => {
    const fitted = fitUniversalScalability([1, 2, 4], [10, 21, 44]);
    expect(fitted.alpha).toBe(0);
    expect(fitted.beta).toBe(0);
  });
});

describe('fluid and Gaussian approximations', () => {
  test('a step above capacity builds the backlog that the price list says', () => {
    const price = fluidStep({
      arrivalRate: 80,
      capacityBefore: 50,
      capacityAfter: 100,
      delay: 20,
    });
    const queue = {
      serviceRate: 10,
      arrivalRate: [[0, 80]] as const,
      servers: [
        [0, 5],
        [20, 10],
      ] as const,
      initialInSystem: 5,
    };
    const [atArrival, half, recovered] = fluidMean(queue, [
      20,
      20 + price.recovery / 2,
      20 + price.recovery,
    ]);
    expect(atArrival).toBeCloseTo(5 + price.backlog, 9);
    expect(half).toBeLessThan(atArrival ?? 0);
    expect(recovered).toBeLessThan(12);
  });

  test.prop([
    fc.double({ min: 0, max: 500, noNaN: true }),
    fc.double({ min: 0, max: 1e4, noNaN: true }),
    servers,
  ])('busy servers are fewer than servers and than requests', (mean, variance, count) => {
    const busy = busyServersGaussian(mean, variance, count);
    expect(busy).toBeLessThanOrEqual(Math.min(mean, count) + 1e-9);
  });
});

describe('Little’s law on a finite path', () => {
  const visits = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 100 })),
    { minLength: 1, maxLength: 60 },
  );

  test.prop([visits])('both sides agree, whatever the order', (given) => {
    const arrivals = given.map(([at]) => at);
    const departures = given.map(([at, stay]) => at + stay);
    const { residual, maxInSystem, meanInSystem } = littlesLaw(0, 1000, arrivals, departures);
    expect(Math.abs(residual)).toBeLessThanOrEqual(1e-12 * Math.max(1, meanInSystem));
    expect(maxInSystem).toBeLessThanOrEqual(given.length);
  });

  test('a request that leaves before it came is refused', () => {
    expect(() => littlesLaw(0, 10, [5], [4])).toThrow(
      'departures[0] must be a number from 5 to 10',
    );
  });
});
