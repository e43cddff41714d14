import {
  allenCunneenWait,
  cosmetatosMdcWait,
  cosmetatosWait,
  erlangC,
  kimuraWait,
  mdcWait,
  requiredServers,
  sakasegawaWait,
  squareRootStaffing,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';

/** Mean waits of 8 M simulated arrivals and of each formula, S = 1 (simulation notes, section 2). */
const table = [
  { c: 5, rho: 0.8, scv: 0, simulated: 0.2891, rows: [0.2771, 0.2888, 0.2888, 0.2885] },
  { c: 10, rho: 0.8, scv: 0, simulated: 0.1099, rows: [0.1023, 0.11, 0.11, 0.1097] },
  { c: 10, rho: 0.8, scv: 0.25, simulated: 0.135, rows: [0.1279, 0.1336, 0.1349, 0.1372] },
  { c: 10, rho: 0.8, scv: 1, simulated: 0.2061, rows: [0.2046, 0.2046, 0.2046, 0.2194] },
  { c: 10, rho: 0.8, scv: 2.25, simulated: 0.2831, rows: [0.3325, 0.3228, 0.3057, 0.3566] },
  { c: 10, rho: 0.8, scv: 4, simulated: 0.3837, rows: [0.5115, 0.4884, 0.4228, 0.5486] },
  { c: 10, rho: 0.9, scv: 4, simulated: 1.464, rows: [1.672, 1.638, 1.524, 1.695] },
  { c: 50, rho: 0.9, scv: 4, simulated: 0.1337, rows: [0.1819, 0.1716, 0.1444, 0.1917] },
  { c: 50, rho: 0.95, scv: 0, simulated: 0.131, rows: [0.1258, 0.1315, 0.1315, 0.1254] },
];

describe('mean wait of M/G/c', () => {
  test.each(table)('c $c, rho $rho, scv $scv', ({ c, rho, scv, simulated, rows }) => {
    const queue = { arrivalRate: c * rho, serviceRate: 1, servers: c };
    const full = { ...queue, scvArrival: 1, scvService: scv };
    const got = [
      allenCunneenWait(full),
      cosmetatosWait(queue, scv),
      kimuraWait(queue, scv),
      sakasegawaWait(full),
    ];
    for (const [index, expected] of rows.entries()) {
      expect((got[index] ?? 0) / expected).toBeCloseTo(1, 2.6);
    }
    // Kimura's error: about 10 % at worst.
    expect(Math.abs(kimuraWait(queue, scv) / simulated - 1)).toBeLessThan(0.11);
  });

  test.each([
    { c: 5, rho: 0.8, wait: 0.28906, probWait: 0.5336 },
    { c: 10, rho: 0.8, wait: 0.10983, probWait: 0.3847 },
    { c: 50, rho: 0.95, wait: 0.13041, probWait: 0.6012 },
  ])('M/D/$c at $rho: exact, and Cosmetatos within 1 %', ({ c, rho, wait, probWait }) => {
    const exact = mdcWait({ arrivalRate: c * rho, serviceTime: 1, servers: c });
    expect(exact.meanWait).toBeCloseTo(wait, 5);
    expect(exact.probWait).toBeCloseTo(probWait, 4);
    const rule = cosmetatosMdcWait({ arrivalRate: c * rho, serviceRate: 1, servers: c });
    expect(Math.abs(rule / wait - 1)).toBeLessThan(0.01);
  });
});

describe('square-root staffing against the exact search', () => {
  // Halfin-Whitt's rule is at most one short (simulation notes, section 2).
  test.each([
    { alpha: 0.2, beta: 1.061516, a: 1, exact: 3 },
    { alpha: 0.2, beta: 1.061516, a: 10, exact: 14 },
    { alpha: 0.2, beta: 1.061516, a: 100, exact: 111 },
    { alpha: 0.2, beta: 1.061516, a: 1000, exact: 1034 },
    { alpha: 0.05, beta: 1.739836, a: 1, exact: 4 },
    { alpha: 0.05, beta: 1.739836, a: 10, exact: 17 },
    { alpha: 0.05, beta: 1.739836, a: 50, exact: 64 },
    { alpha: 0.05, beta: 1.739836, a: 1000, exact: 1056 },
  ])('P(wait) <= $alpha at $a E needs $exact', ({ alpha, beta, a, exact }) => {
    const found = requiredServers(a, 1, { criterion: 'probWait', limit: alpha });
    expect(found.servers).toBe(exact);
    expect(erlangC(exact, a)).toBeLessThanOrEqual(alpha);
    expect(erlangC(exact - 1, a)).toBeGreaterThan(alpha);
    const rule = squareRootStaffing(a, beta).servers;
    expect(exact - rule).toBeGreaterThanOrEqual(0);
    expect(exact - rule).toBeLessThanOrEqual(1);
  });
});
