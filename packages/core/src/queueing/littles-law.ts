import { sum } from 'simple-statistics';
import { requireBetween, requirePositive, requireSameLength } from '../numeric/index.ts';

/** Both sides of Little's law over one finite path. */
export interface LittlesLaw {
  /** Time average of the requests in the system. */
  readonly meanInSystem: number;
  readonly arrivalRate: number;
  readonly meanSojourn: number;
  readonly maxInSystem: number;
  /** `meanInSystem - arrivalRate x meanSojourn`: 0 but for rounding when nothing was lost count of. */
  readonly residual: number;
}

/**
 * Little's law `L = lambda W` over one path that starts and ends empty, where it holds exactly for
 * any discipline (J. D. C. Little, Oper. Res. 9, 1961). The two sides are counted apart: the left
 * from the number in the system over time, the right from each request's own sojourn.
 *
 * @param start seconds.
 * @param end seconds, after `start`.
 * @param arrivals instants from `start` to `end`, at least one.
 * @param departures of the same requests, none before its arrival.
 * @throws RangeError for arguments outside these ranges.
 */
export function littlesLaw(
  start: number,
  end: number,
  arrivals: readonly number[],
  departures: readonly number[],
): LittlesLaw {
  requirePositive('end - start', end - start);
  requireSameLength('arrivals', arrivals, 'departures', departures);
  requirePositive('the number of arrivals', arrivals.length);
  for (const [index, arrival] of arrivals.entries()) {
    requireBetween(`arrivals[${index}]`, arrival, start, end);
    requireBetween(`departures[${index}]`, departures[index] ?? Number.NaN, arrival, end);
  }
  // Departures first at equal instants: a request that leaves as another comes is not counted twice.
  const changes = [
    ...departures.map((at) => ({ at, by: -1 })),
    ...arrivals.map((at) => ({ at, by: 1 })),
  ].sort((a, b) => a.at - b.at || a.by - b.by);
  const areas: number[] = [];
  let inSystem = 0;
  let maxInSystem = 0;
  let since = start;
  for (const { at, by } of changes) {
    areas.push(inSystem * (at - since));
    since = at;
    inSystem += by;
    maxInSystem = Math.max(maxInSystem, inSystem);
  }
  const length = end - start;
  const meanInSystem = sum(areas) / length;
  const sojourns = arrivals.map((arrival, index) => (departures[index] ?? 0) - arrival);
  const arrivalRate = arrivals.length / length;
  const meanSojourn = sum(sojourns) / arrivals.length;
  return {
    meanInSystem,
    arrivalRate,
    meanSojourn,
    maxInSystem,
    residual: meanInSystem - arrivalRate * meanSojourn,
  };
}
