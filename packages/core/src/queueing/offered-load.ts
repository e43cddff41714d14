import { requireBetween, requireFinite, requirePositive } from '../numeric/index.ts';

/** A load that swings: `base (1 + relativeAmplitude sin(2 pi t/period))`. */
export interface SinusoidalLoad {
  /** Requests per second on average, > 0. */
  readonly base: number;
  /** 0 to 1. */
  readonly relativeAmplitude: number;
  /** Seconds, > 0. */
  readonly period: number;
  /** Requests per second that one server can serve, > 0. */
  readonly serviceRate: number;
}

/**
 * The modified offered load of a swinging Poisson stream with exponential service: the mean number of
 * busy servers if there were always enough. It lags behind the arrivals and swings less than
 * `pointwise`, the arrival rate over the service rate (Eick, Massey & Whitt, Management Science 39,
 * 1993).
 *
 * @param t seconds.
 * @throws RangeError for arguments outside the ranges of {@link SinusoidalLoad}.
 */
export function offeredLoadSinusoid(
  load: SinusoidalLoad,
  t: number,
): { readonly offeredLoad: number; readonly pointwise: number } {
  const frequency = angularFrequency(load);
  requireFinite('t', t);
  const { base, relativeAmplitude, serviceRate } = load;
  const angle = frequency * t;
  const swing = serviceRate * Math.sin(angle) - frequency * Math.cos(angle);
  const inertia = serviceRate * serviceRate + frequency * frequency;
  return {
    offeredLoad: base / serviceRate + (base * relativeAmplitude * swing) / inertia,
    pointwise: (base * (1 + relativeAmplitude * Math.sin(angle))) / serviceRate,
  };
}

/**
 * By how many seconds the busy servers lag behind the arrivals.
 *
 * @throws RangeError as {@link offeredLoadSinusoid} does.
 */
export function offeredLoadLag(load: SinusoidalLoad): number {
  const frequency = angularFrequency(load);
  return Math.atan2(frequency, load.serviceRate) / frequency;
}

function angularFrequency(load: SinusoidalLoad): number {
  requirePositive('base', load.base);
  requireBetween('relativeAmplitude', load.relativeAmplitude, 0, 1);
  requirePositive('period', load.period);
  requirePositive('serviceRate', load.serviceRate);
  return (2 * Math.PI) / load.period;
}
