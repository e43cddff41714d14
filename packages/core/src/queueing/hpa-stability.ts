import { requireBetween, requireInteger, requirePositive } from '../numeric/index.ts';

/** Up to where the proportional rule of the HPA settles, for processor-sharing pods. */
export interface HpaStabilityBound {
  /** Greatest loop gain. */
  readonly gain: number;
  /** Greatest latency target, in unloaded service times. */
  readonly latencyTargetOverServiceTime: number;
  /** The utilisation of a pod at that target. */
  readonly utilisation: number;
}

/**
 * When does `n' = n x metric/target` settle? Near its rest point the logarithm of n obeys
 * `x' = x - g x(k sync periods ago)`, which dies out only while `g < 2 sin(pi/(2(2k+1)))` (the roots
 * of `z^(k+1) - z^k + g` lie inside the unit circle). Derived here; rates, windows and tolerance are
 * left out, so it is a warning and not a verdict.
 *
 * @param delayPeriods whole sync periods by which the metric lags, k >= 0.
 * @throws RangeError for any other number.
 */
export function hpaStabilityBound(delayPeriods: number): HpaStabilityBound {
  requireInteger('delayPeriods', delayPeriods);
  const gain = 2 * Math.sin(Math.PI / (2 * (2 * delayPeriods + 1)));
  return { gain, latencyTargetOverServiceTime: 1 + gain, utilisation: gain / (1 + gain) };
}

/**
 * The loop gain of a latency target: how strongly, in logarithms, the latency of processor-sharing
 * pods answers to their number, `-d ln M/d ln n`. Without a floor it is `rho/(1-rho)`; a latency that
 * more pods do not lower makes it smaller. A utilisation target has gain 1, a demand target 0.
 *
 * @param utilisation of a pod at the rest point, from 0 to below 1.
 * @param floorShare share of the unloaded latency that does not depend on the pods, from 0 to 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function latencyGain(utilisation: number, floorShare = 0): number {
  requireBetween('utilisation', utilisation, 0, 1 - Number.EPSILON);
  requireBetween('floorShare', floorShare, 0, 1);
  const shared = (1 - floorShare) / (1 - utilisation);
  return ((shared / (floorShare + shared)) * utilisation) / (1 - utilisation);
}

/** Where a latency target lets the number of pods rest. */
export interface LatencyDeadZone {
  /** Fewest pods (real) at which the rule does nothing. */
  readonly fewest: number;
  /** Most pods at which it does nothing; null when the target cannot be reached by any number. */
  readonly most: number | null;
}

/**
 * The numbers of pods at which the HPA rests on a latency target, because the metric lies inside the
 * tolerance band. Which of them it comes to depends on history.
 *
 * @param offeredLoad erlangs of the whole service, > 0.
 * @param serviceTime mean unloaded latency of a pod, > 0, in the unit of `target`.
 * @param target latency target, > 0.
 * @param tolerance half-width of the band, as a share; the controller's default is 0.1.
 * @returns null when even the upper edge of the band is below the unloaded latency: it grows to max.
 * @throws RangeError for arguments outside these ranges.
 */
export function latencyDeadZone(
  offeredLoad: number,
  serviceTime: number,
  target: number,
  tolerance = 0.1,
): LatencyDeadZone | null {
  requirePositive('offeredLoad', offeredLoad);
  requirePositive('serviceTime', serviceTime);
  requirePositive('target', target);
  requireBetween('tolerance', tolerance, 0, 1);
  const pods = (latency: number): number | null =>
    latency > serviceTime ? offeredLoad / (1 - serviceTime / latency) : null;
  const fewest = pods((1 + tolerance) * target);
  return fewest === null ? null : { fewest, most: pods((1 - tolerance) * target) };
}
