import { requireNonNegative, requirePositive } from '../numeric/index.ts';

/**
 * The universal scalability law: what `n` workers make together when they contend for something
 * shared (`alpha`) and must agree with each other (`beta`).
 */
export interface UslModel {
  /** Throughput of one worker, > 0. */
  readonly gamma: number;
  /** Share of the work that is serial, >= 0. */
  readonly alpha: number;
  /** Cost of agreement for each pair of workers, >= 0. */
  readonly beta: number;
}

/**
 * Throughput of n workers: `gamma n/(1 + alpha (n-1) + beta n (n-1))` (N. J. Gunther, Guerrilla
 * Capacity Planning, 2007).
 *
 * @param n workers, real, > 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function uslThroughput(model: UslModel, n: number): number {
  return n / uslLatency(model, n);
}

/**
 * Mean latency seen by n workers, by Little's law: `(1 + alpha (n-1) + beta n (n-1))/gamma`.
 *
 * @throws RangeError as {@link uslThroughput} does.
 */
export function uslLatency(model: UslModel, n: number): number {
  checkUsl(model);
  requirePositive('n', n);
  return (1 + model.alpha * (n - 1) + model.beta * n * (n - 1)) / model.gamma;
}

/** Where more workers stop helping. */
export interface UslPeak {
  /** The real number of workers with the greatest throughput; null when it only levels off. */
  readonly peakConcurrency: number | null;
  /** The greatest throughput, or the level it tends to; null when it grows without bound. */
  readonly peakThroughput: number | null;
  /** The better of the whole numbers around `peakConcurrency`, at least 1. */
  readonly peakInteger: number | null;
}

/**
 * The peak of a scalability curve, at `sqrt((1-alpha)/beta)` workers.
 *
 * @throws RangeError as {@link uslThroughput} does.
 */
export function uslPeak(model: UslModel): UslPeak {
  checkUsl(model);
  const { gamma, alpha, beta } = model;
  if (beta === 0) {
    const peakThroughput = alpha === 0 ? null : gamma / alpha;
    return { peakConcurrency: null, peakThroughput, peakInteger: null };
  }
  const peakConcurrency = Math.sqrt(Math.max(0, 1 - alpha) / beta);
  const below = Math.max(1, Math.floor(peakConcurrency));
  const better = uslThroughput(model, below + 1) > uslThroughput(model, below);
  return {
    peakConcurrency,
    peakThroughput: peakConcurrency > 0 ? uslThroughput(model, peakConcurrency) : gamma,
    peakInteger: better ? below + 1 : below,
  };
}

function checkUsl(model: UslModel): void {
  requirePositive('gamma', model.gamma);
  requireNonNegative('alpha', model.alpha);
  requireNonNegative('beta', model.beta);
}
