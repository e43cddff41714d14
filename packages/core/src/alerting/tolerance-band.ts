/** What a value is compared with, as the controller has it. */
export interface ToleranceBand {
  /** The target in thousandths, above 0. */
  readonly targetMilli: number;
  /** The part by which the value may be above its target; 0.1 is 10 %. */
  readonly scaleUp: number;
  /** The part by which it may be below. */
  readonly scaleDown: number;
}

export type BandSide = 'below' | 'within' | 'above';

/**
 * Where a value stands, by the very operations of Kubernetes (1.33 and later): thousandths cut
 * toward zero, one division, and a band that contains both its ends, all in double precision.
 * `undefined` for NaN, which stands nowhere.
 */
export function bandSide(value: number, band: ToleranceBand): BandSide | undefined {
  const ratio = Math.trunc(value * 1000) / band.targetMilli;
  if (ratio < 1 - band.scaleDown) return 'below';
  if (ratio > 1 + band.scaleUp) return 'above';
  return Number.isNaN(ratio) ? undefined : 'within';
}
