import { smallestDouble } from './smallest-double.ts';
import { bandSide, type ToleranceBand } from './tolerance-band.ts';

/** The two finite numbers with which a value itself can be compared. */
export interface BandEdges {
  /** A value is below the band exactly when it is less than this. */
  readonly below: number;
  /** A value is above the band exactly when it is this or more. */
  readonly above: number;
}

/**
 * The edges of a band among the doubles. They are searched for with the controller's own
 * comparison, which only ever rises with the value, so that no value at all is judged otherwise:
 * 40 with 10 % has the edges 36 and 44.001, since 44.0005 reaches the controller as 44.
 */
export function bandEdges(band: ToleranceBand): BandEdges {
  return {
    below: smallestDouble((value) => bandSide(value, band) !== 'below'),
    above: smallestDouble((value) => bandSide(value, band) === 'above'),
  };
}
