import { requireNonNegative, requirePositive } from '../numeric/index.ts';
import { erlangC } from './erlang-c.ts';
import { halfinWhittDelay } from './halfin-whitt.ts';

/** A staffing by the square-root rule. */
export interface SquareRootStaffing {
  readonly servers: number;
  /** The rule's value before rounding up. */
  readonly real: number;
  /** Erlang C at `servers`; null when the servers do not exceed the load. */
  readonly exactProbWait: number | null;
  /** What the rule promises. */
  readonly approxProbWait: number;
}

/**
 * Square-root staffing: the load plus beta standard deviations of it, `ceil(a + beta sqrt(a))`. The
 * safety margin falls with size, unlike that of a fixed utilisation target (Halfin & Whitt 1981).
 *
 * @param offeredLoad erlangs, > 0; for bursty arrivals pass `beta x sqrt(peakedness)` as beta.
 * @param beta service grade, >= 0; see `halfinWhittBeta`.
 * @throws RangeError for arguments outside these ranges.
 */
export function squareRootStaffing(offeredLoad: number, beta: number): SquareRootStaffing {
  requirePositive('offeredLoad', offeredLoad);
  requireNonNegative('beta', beta);
  const real = offeredLoad + beta * Math.sqrt(offeredLoad);
  const servers = Math.ceil(real);
  return {
    servers,
    real,
    exactProbWait: servers > offeredLoad ? erlangC(servers, offeredLoad) : null,
    approxProbWait: halfinWhittDelay(beta),
  };
}
