import { erlangC } from '@flyball/core';
import type { BalancerKind } from '../requests/index.ts';

/** A set of equal pods in a steady state. */
export interface PodSet {
  readonly pods: number;
  /** Cores (or workers) of each. */
  readonly cores: number;
  /** Whether the requests of a pod share its cores, or each has a worker of its own and others wait. */
  readonly shared: boolean;
  readonly balancer: BalancerKind;
  /** Squared coefficient of variation of the work. */
  readonly scv: number;
}

/** How far sharing pods feel the variability of the work under a regular stream; fitted like the rest. */
const SHARED_SENSITIVITY = 0.22;

/**
 * Mean delay of a request beyond its own work, in units of the mean work, when Poisson arrivals are
 * spread over pods by a balancer.
 *
 * - `random`: each pod is M/M/k by itself;
 * - `round-robin`: arrivals at a pod are Erlang-n, by Kraemer and Langenbach-Belz (1976);
 * - `least-requests`: one queue for all, and a little more, 0.45 e^(-1.8 x) with
 *   x = (1 - rho) sqrt(n), fitted to our own request-level runs (2 to 100 pods, within 0.08);
 * - `power-of-two`: the limit of many pods, the sum of rho^(2^i - 1) (Mitzenmacher 2001), and
 *   rho^3/(2 n (1 - rho)) more for few, fitted likewise.
 *
 * Waiting grows with the variability of the work when requests queue, and does not when they share
 * (processor sharing is insensitive).
 *
 * @param rho utilisation of a pod, 0 to below 1.
 */
export function stationaryDelay(set: PodSet, rho: number): number {
  const servers = Math.max(1, Math.round(set.cores));
  const { pods, scv } = set;
  const spread = set.shared ? 1 : (1 + scv) / 2;
  switch (set.balancer) {
    case 'random':
      return spread * centralDelay(servers, rho);
    case 'round-robin': {
      const arrivalScv = 1 / pods;
      const workScv = set.shared ? 1 + SHARED_SENSITIVITY * (scv - 1) : scv;
      const variability = (arrivalScv + workScv) / 2;
      const regular = (1 - arrivalScv) ** 2 / (arrivalScv + workScv);
      const damping = Math.exp((-2 * (1 - rho) * regular) / (3 * Math.max(rho, 1e-9)));
      return variability * damping * centralDelay(servers, rho);
    }
    case 'least-requests':
      return spread * leastRequestsDelay(pods, servers, rho);
    case 'power-of-two': {
      if (pods <= 2) return spread * leastRequestsDelay(pods, servers, rho);
      let sum = 0;
      for (let power = 2; rho ** (power - 1) > 1e-12; power *= 2) sum += rho ** (power * 2 - 2);
      const few = rho ** 3 / (2 * pods * (1 - rho));
      return (spread * (sum + few)) / servers;
    }
  }
}

/** Mean wait of M/M/c in units of the mean work. */
function centralDelay(servers: number, rho: number): number {
  return erlangC(servers, servers * rho) / (servers * (1 - rho));
}

function leastRequestsDelay(pods: number, servers: number, rho: number): number {
  const central = centralDelay(pods * servers, rho);
  if (pods === 1) return central;
  return central + (0.45 * Math.exp(-1.8 * (1 - rho) * Math.sqrt(pods))) / servers;
}
