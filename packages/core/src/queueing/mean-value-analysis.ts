import { requireInteger, requireNonNegative, requirePositive } from '../numeric/index.ts';

/** A closed network of single-server stations. */
export interface ClosedNetwork {
  /** Integer >= 1. */
  readonly users: number;
  /** Mean think time in seconds, >= 0. */
  readonly thinkTime: number;
  /** Mean service that one request needs at each station, in seconds, > 0; at least one station. */
  readonly demands: readonly number[];
}

/** Stationary measures; lists run over the stations; times in seconds. */
export interface NetworkMeasures {
  readonly throughput: number;
  readonly responseTime: number;
  readonly stationResponse: readonly number[];
  /** Requests at each station, the one in service included. */
  readonly stationQueue: readonly number[];
  readonly stationUtilisation: readonly number[];
  /** Users who think. */
  readonly thinking: number;
  /** What no number of users can exceed: min(1/greatest demand, users/(think time + demands)). */
  readonly throughputUpperBound: number;
  /** The number of users at which the two bounds meet. */
  readonly saturationUsers: number;
}

/**
 * Exact mean value analysis of a product-form network (Reiser & Lavenberg, J. ACM 27, 1980).
 * O(users x stations).
 *
 * @throws RangeError for arguments outside the ranges of {@link ClosedNetwork}.
 */
export function meanValueAnalysis(network: ClosedNetwork): NetworkMeasures {
  const { users, thinkTime, demands } = network;
  requireInteger('users', users, 1);
  requireNonNegative('thinkTime', thinkTime);
  if (demands.length === 0)
    throw new RangeError('demands must name at least one station, got none');
  for (const [index, demand] of demands.entries()) requirePositive(`demands[${index}]`, demand);

  let queue = demands.map(() => 0);
  let response = queue;
  let responseTime = 0;
  let throughput = 0;
  for (let population = 1; population <= users; population += 1) {
    const seen = queue;
    response = demands.map((demand, station) => demand * (1 + (seen[station] ?? 0)));
    responseTime = response.reduce((sum, time) => sum + time, 0);
    const rate = population / (thinkTime + responseTime);
    throughput = rate;
    queue = response.map((time) => rate * time);
  }
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  const greatest = Math.max(...demands);
  return {
    throughput,
    responseTime,
    stationResponse: response,
    stationQueue: queue,
    stationUtilisation: demands.map((demand) => throughput * demand),
    thinking: throughput * thinkTime,
    throughputUpperBound: Math.min(1 / greatest, users / (thinkTime + total)),
    saturationUsers: (thinkTime + total) / greatest,
  };
}
