import {
  erlangB,
  erlangC,
  halfinWhittBeta,
  halfinWhittDelay,
  mm1,
  mmc,
  mmcK,
  mmcSojournQuantile,
  mmcWaitTail,
  serversForBlocking,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';

/** Rows of printed tables and worked examples, to the digits that their source shows. */
function row(source: string, digits: number, got: number, expected: number) {
  return { source, digits, got, expected };
}

const grossHarris = mmc({ arrivalRate: 6, serviceRate: 3, servers: 3 });
const eth2 = mmc({ arrivalRate: 9, serviceRate: 5, servers: 2 });
const eth4 = mmc({ arrivalRate: 9, serviceRate: 5, servers: 4 });
const bronson23 = mm1({ arrivalRate: 24, serviceRate: 30 });
const bronson14 = mm1({ arrivalRate: 30 / 60, serviceRate: 1 / 1.5 });
const bronson24 = mmc({ arrivalRate: 300, serviceRate: 182.5, servers: 3 });
const agents14 = { arrivalRate: 10 / 3, serviceRate: 1 / 3, servers: 14 };
const agents15 = { ...agents14, servers: 15 };
const unequal = mmc({ arrivalRate: 73, serviceRate: (10 + 15 + 20 + 20 + 25) / 5, servers: 5 });

describe('values printed elsewhere', () => {
  test.each([
    row('Gross & Harris p. 72: M/M/3 p0', 7, grossHarris.probEmpty, 1 / 9),
    row('Gross & Harris p. 72: M/M/3 W', 7, grossHarris.meanSojourn, 0.4814815),
    row('ETH ASL 2017: M/M/2 Lq', 3, eth2.meanInQueue, 7.674),
    row('ETH ASL 2017: M/M/2 R', 3, eth2.meanSojourn, 1.053),
    row('ETH ASL 2017: M/M/4 Lq', 3, eth4.meanInQueue, 0.105),
    row('ETH ASL 2017: M/M/4 R', 3, eth4.meanSojourn, 0.212),
    row('Bronson 1982, 23.3: L', 12, bronson23.meanInSystem, 4),
    row('Bronson 1982, 23.3: W', 12, bronson23.meanSojourn, 1 / 6),
    row('Bronson 1982, 23.3: p0', 12, bronson23.probEmpty, 0.2),
    row('Bronson 1982, 23.14: Lq', 12, bronson14.meanInQueue, 2.25),
    row('Bronson 1982, 23.14: Wq in minutes', 12, bronson14.meanWait, 4.5),
    row('Bronson 1982, 23.14: p0', 12, bronson14.probEmpty, 0.25),
    row('Bronson 1982, 24.6: Lq', 3, bronson24.meanInQueue, 0.352),
    row('Bronson 1982, 24.6: L', 3, bronson24.meanInSystem, 1.996),
    row('Bronson 1982, 24.6: Wq', 6, bronson24.meanWait, 0.001175),
    row('Bronson 1982, 24.6: W', 6, bronson24.meanSojourn, 0.006654),
    row('Bronson 1982, 24.6: p0', 5, bronson24.probEmpty, 0.17754),
    row('pyworkforce: C(14, 10)', 3, erlangC(14, 10), 0.174),
    row('pyworkforce: service level, 14', 3, 1 - mmcWaitTail(agents14, 20 / 60), 0.888),
    row('pyworkforce: occupancy, 14', 3, mmc(agents14).utilisation, 0.714),
    row('pyworkforce: C(15, 10)', 3, erlangC(15, 10), 0.102),
    row('pyworkforce: service level, 15', 3, 1 - mmcWaitTail(agents15, 20 / 60), 0.941),
    row('pyworkforce: occupancy, 15', 3, mmc(agents15).utilisation, 0.667),
    row('pyworkforce: B <= 0.02 at 10 E', 12, serversForBlocking(10, 0.02).servers, 17),
    row('by hand: B(1, 1)', 12, erlangB(1, 1), 1 / 2),
    row('by hand: B(2, 1)', 12, erlangB(2, 1), 1 / 5),
    row('Westbay: 15 lines at 8.108 E', 4, erlangB(15, 8.108), 0.01),
    row('printed tables: B(5, 1.36)', 4, erlangB(5, 1.36), 0.01),
    row('printed tables: B(10, 4.46)', 4, erlangB(10, 4.46), 0.01),
    row('printed tables: B(20, 12.03)', 4, erlangB(20, 12.03), 0.01),
    row('printed tables: B(30, 20.34)', 4, erlangB(30, 20.34), 0.01),
    row('printed tables: B(50, 37.90)', 4, erlangB(50, 37.9), 0.01),
    row('printed tables: B(100, 84.06)', 4, erlangB(100, 84.06), 0.01),
    row('textbook exercise: C(10, 6)', 10, erlangC(10, 6), 0.1012992427),
    row(
      'Octave queueing: M/M/1/10 at rho 1',
      12,
      mmcK({ arrivalRate: 1, serviceRate: 1, servers: 1, capacity: 10 }).meanInSystem,
      5,
    ),
    row('Octave queueing: unequal M/M/5 by mean rate, U', 2, unequal.utilisation, 0.81),
    row('Octave queueing: unequal M/M/5 by mean rate, Q', 4, unequal.meanInSystem, 6.5278),
    row('fractions: C(2, 1)', 14, erlangC(2, 1), 1 / 3),
    row('fractions: C(2, 3/2)', 14, erlangC(2, 1.5), 9 / 14),
    row('fractions: C(3, 2)', 14, erlangC(3, 2), 4 / 9),
    row('fractions: C(3, 5/2)', 14, erlangC(3, 2.5), 125 / 178),
    row('fractions: C(4, 3)', 14, erlangC(4, 3), 27 / 53),
    row('fractions: C(5, 3)', 14, erlangC(5, 3), 81 / 343),
    row('fractions: C(5, 4)', 14, erlangC(5, 4), 128 / 231),
    row('computed apart: C(10, 5)', 10, erlangC(10, 5), 0.0361053592),
    row('computed apart: C(10, 8)', 10, erlangC(10, 8), 0.4091801508),
    row('computed apart: C(20, 16)', 10, erlangC(20, 16), 0.2560777938),
    row('computed apart: C(55, 50)', 10, erlangC(55, 50), 0.3845473179),
    row('computed apart: C(100, 80)', 10, erlangC(100, 80), 0.0196464266),
    row('computed apart: C(100, 90)', 10, erlangC(100, 90), 0.2169404809),
    row('computed apart: C(1000, 900)', 8, erlangC(1000, 900), 0.00059267),
    row('Halfin-Whitt alpha(0.25)', 7, halfinWhittDelay(0.25), 0.7209321),
    row('Halfin-Whitt alpha(0.5)', 7, halfinWhittDelay(0.5), 0.5045386),
    row('Halfin-Whitt alpha(1)', 7, halfinWhittDelay(1), 0.2233613),
    row('Halfin-Whitt alpha(1.5)', 7, halfinWhittDelay(1.5), 0.0846904),
    row('Halfin-Whitt alpha(2)', 7, halfinWhittDelay(2), 0.0268814),
    row('Halfin-Whitt alpha(3)', 7, halfinWhittDelay(3), 0.0014771),
    row('Halfin-Whitt beta(0.01)', 6, halfinWhittBeta(0.01), 2.374888),
    row('Halfin-Whitt beta(0.05)', 6, halfinWhittBeta(0.05), 1.739836),
    row('Halfin-Whitt beta(0.1)', 6, halfinWhittBeta(0.1), 1.420187),
    row('Halfin-Whitt beta(0.2)', 6, halfinWhittBeta(0.2), 1.061516),
    row('Halfin-Whitt beta(0.5)', 6, halfinWhittBeta(0.5), 0.506054),
    row('Halfin-Whitt beta(0.9)', 6, halfinWhittBeta(0.9), 0.082876),
  ])('$source', ({ got, expected, digits }) => {
    expect(got).toBeCloseTo(expected, digits - 1);
    expect(Math.abs(got - expected)).toBeLessThanOrEqual(0.500_001 * 10 ** -digits);
  });

  test.each([
    { servers: 1, load: 0.8, expected: [3.465736, 14.978661, 23.025851] },
    { servers: 2, load: 1.5, expected: [1.688068, 6.476581, 9.709503] },
    { servers: 3, load: 2, expected: [1.087413, 4.020688, 5.891174] },
    { servers: 10, load: 8, expected: [0.912145, 3.328275, 4.946111] },
    { servers: 100, load: 90, expected: [0.716929, 3.019551, 4.628989] },
  ])(
    'closed form: sojourn p50, p95, p99 of M/M/$servers at $load E',
    ({ servers, load, expected }) => {
      const queue = { arrivalRate: load, serviceRate: 1, servers };
      for (const [index, p] of [0.5, 0.95, 0.99].entries()) {
        expect(mmcSojournQuantile(queue, p)).toBeCloseTo(expected[index] ?? Number.NaN, 6);
      }
    },
  );
});
