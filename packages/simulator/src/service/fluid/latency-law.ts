import { normalQuantile } from '@flyball/core';

/** Shares of requests, and the standard normal point in the middle of each; p50, p95 and p99 among them. */
const SHARES = [0.2, 0.2, 0.2, 0.2, 0.12, 0.06, 0.02];
const POINTS = Float64Array.from([0.1, 0.3, 0.5, 0.7, 0.86, 0.95, 0.99], normalQuantile);

/** How latencies spread around their mean. */
export interface LatencySpread {
  readonly shared: boolean;
  /** Squared coefficient of variation of the work. */
  readonly scv: number;
  /** `2 m3/(3 m2^2)` of the work, 1 for an exponential law: how uneven waits are (Pollaczek-Khinchine). */
  readonly waitSkew: number;
}

/**
 * Variance of a latency, in squared units of the mean work, from what the fluid knows of the state.
 *
 * Sharing: that of M/M/1-PS, `(2+r)/(2-r)` of the squared mean, with the r at which M/M/1 has the same
 * delay. Queueing: that of the work, and that of an exponential wait which a share C of requests has;
 * in a backlog all wait alike, and their waits vary as the backlog does.
 *
 * @param delay mean delay beyond the work, >= 0.
 * @param waitShare C, 0 to 1.
 * @param backlogVariance variance of the wait in a backlog.
 * @param backlogged how much of a backlog there is, 0 to 1.
 */
export function latencyVariance(
  spread: LatencySpread,
  delay: number,
  waitShare: number,
  backlogVariance: number,
  backlogged: number,
): number {
  const chance = Math.max(waitShare, 1e-3);
  const uneven = 1 + (2 / chance - 2) * spread.waitSkew;
  const queueing = (1 - backlogged) * delay * delay * uneven;
  const waiting = queueing + backlogged * backlogVariance;
  if (!spread.shared || backlogged > 0.5) return spread.scv + waiting;
  const r = delay / (1 + delay);
  return (1 + delay) ** 2 * (spread.scv + (2 * r) / (2 - r));
}

/**
 * Lets `record` know a lognormal spread of latencies by seven points.
 *
 * @param mean > 0.
 * @param variance >= 0.
 * @param count requests, may be a fraction.
 */
export function spreadLatencies(
  mean: number,
  variance: number,
  count: number,
  record: (latency: number, times: number) => void,
): void {
  const logVariance = Math.log1p(variance / (mean * mean));
  const mu = Math.log(mean) - logVariance / 2;
  const sigma = Math.sqrt(logVariance);
  for (let point = 0; point < POINTS.length; point += 1) {
    record(Math.exp(mu + sigma * (POINTS[point] as number)), count * (SHARES[point] as number));
  }
}
