import { normalCdf, normalDensity } from '../distributions/index.ts';
import { solveOde } from '../numeric/index.ts';
import { spans, type TransientQueue } from './transient-queue.ts';

/** Mean and variance of the number in system. */
export interface GaussianState {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Mean number of busy servers when the number in system is normal:
 * `E min(N, c) = m - (m-c) Phi(z) - sqrt(v) phi(z)`, z = (m-c)/sqrt(v).
 *
 * @param mean m >= 0.
 * @param variance v >= 0.
 * @param servers c >= 0.
 */
export function busyServersGaussian(mean: number, variance: number, servers: number): number {
  if (!(variance > 0)) return Math.min(mean, servers);
  const deviation = Math.sqrt(variance);
  const z = (mean - servers) / deviation;
  return mean - (mean - servers) * normalCdf(z) - deviation * normalDensity(z);
}

/**
 * The Gaussian closure of M_t/M/c_t, two equations for mean and variance of the number in system
 * (Massey & Pender, Queueing Systems 74, 2013, of lowest order):
 * `m' = lambda - mu E`, `v' = lambda + mu E - 2 mu v Phi(-z)`. It keeps the slow end of a recovery
 * that the fluid model loses.
 *
 * @param times asked instants in seconds, >= 0, rising.
 * @throws RangeError for arguments outside the ranges of {@link TransientQueue}.
 */
export function gaussianClosure(
  queue: TransientQueue,
  times: readonly number[],
): readonly GaussianState[] {
  const { serviceRate } = queue;
  let state: Float64Array = Float64Array.of(queue.initialInSystem, 0);
  const states = new Map<number, Float64Array>([[0, state]]);
  for (const span of spans(queue, times)) {
    const { arrivalRate, servers } = span;
    state = solveOde(
      (_, [mean = 0, variance = 0], out) => {
        const served = serviceRate * busyServersGaussian(mean, variance, servers);
        out[0] = arrivalRate - served;
        out[1] = arrivalRate + served - 2 * serviceRate * variance * below(mean, variance, servers);
      },
      state,
      span.from,
      span.to,
    );
    states.set(span.to, state);
  }
  return times.map((time) => {
    const [mean = 0, variance = 0] = states.get(time) ?? state;
    return { mean, variance };
  });
}

/** P(N < c). */
function below(mean: number, variance: number, servers: number): number {
  if (!(variance > 0)) return mean < servers ? 1 : 0;
  return normalCdf((servers - mean) / Math.sqrt(variance));
}
