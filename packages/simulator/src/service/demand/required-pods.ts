import { normalQuantile } from '@flyball/core';
import {
  type LatencySpread,
  latencyVariance,
  type PodSet,
  stationaryDelay,
} from '../fluid/index.ts';

/** A service in a steady state, as far as its latency depends on the number of pods. */
export interface SteadyService extends Omit<PodSet, 'pods'>, LatencySpread {
  /** Mean seconds of a core (or worker) that a request needs. */
  readonly meanWork: number;
  /** Mean seconds that it takes besides. */
  readonly meanFloor: number;
}

/** What a service promises: a share of its requests within a time. */
export interface LatencyGoal {
  /** Seconds. */
  readonly latency: number;
  /** Share of requests, above 0 and below 1. */
  readonly share: number;
}

/** Above this utilisation no number is taken to be enough. */
const HIGHEST = 0.98;

/**
 * The latency that a share of requests keeps, in a steady state with so many pods: by the mean delay
 * of the balancer and a lognormal spread, as the fluid engine estimates it.
 *
 * @param rate requests per second, >= 0.
 * @returns `Infinity` when the pods cannot keep up.
 */
export function steadyLatency(
  service: SteadyService,
  pods: number,
  rate: number,
  share: number,
): number {
  const rho = (rate * service.meanWork) / (pods * service.cores);
  if (!(rho <= HIGHEST)) return Infinity;
  const delay = stationaryDelay({ ...service, pods }, rho);
  const waitShare = rho ** (Math.sqrt(2 * (service.cores + 1)) - 1);
  const { meanWork, meanFloor } = service;
  const mean = meanFloor + meanWork * (1 + delay);
  const variance = meanWork * meanWork * latencyVariance(service, delay, waitShare, 0, 0);
  const logVariance = Math.log1p(variance / (mean * mean));
  return mean * Math.exp(Math.sqrt(logVariance) * normalQuantile(share) - logVariance / 2);
}

/**
 * The least number of pods that keep a goal in a steady state: the demand that a run's supply is held
 * against, and what an oracle asks for.
 *
 * Where no number keeps it, because even an idle pod is too slow, it is the least number that is not
 * overloaded: more would be of no use.
 *
 * @param rate requests per second, >= 0.
 * @param most never more than that.
 */
export function requiredPods(
  service: SteadyService,
  rate: number,
  goal: LatencyGoal,
  most: number = 100_000,
): number {
  const load = (rate * service.meanWork) / service.cores;
  const stable = Math.max(1, Math.ceil(load / HIGHEST));
  const isEnough = (pods: number): boolean =>
    steadyLatency(service, pods, rate, goal.share) <= goal.latency;
  if (!isEnough(Math.max(stable, most))) return Math.min(stable, most);
  let low = stable - 1;
  let high = stable;
  while (!isEnough(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return Math.min(high, most);
}
