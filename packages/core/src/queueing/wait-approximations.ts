import { requireNonNegative } from '../numeric/index.ts';
import { checkMmc, type MmcQueue, mmc } from './mmc.ts';

/** M/M/c seen through its first two moments; squared coefficients of variation, >= 0. */
export interface GgcQueue extends MmcQueue {
  /** Of the times between arrivals; 1 for Poisson. */
  readonly scvArrival: number;
  /** Of the service time; 1 for exponential, 0 for constant. */
  readonly scvService: number;
}

/**
 * Mean wait in G/G/c by Allen and Cunneen: M/M/c times the mean of the two variabilities (A. O.
 * Allen, Probability, Statistics and Queueing Theory, 1990). Up to a third too high at c = 10.
 *
 * @throws RangeError as `mmc` does, and for negative variabilities.
 */
export function allenCunneenWait(queue: GgcQueue): number {
  checkVariability(queue);
  return (mmc(queue).meanWait * (queue.scvArrival + queue.scvService)) / 2;
}

/**
 * Mean wait in G/G/1 by Kingman's formula, exact for M/G/1 (J. F. C. Kingman 1961).
 *
 * @throws RangeError as `mmc` does, for negative variabilities, and for more than one server.
 */
export function kingmanWait(queue: GgcQueue): number {
  checkVariability(queue);
  if (queue.servers !== 1) {
    throw new RangeError(`servers must be 1 for Kingman's formula, got ${queue.servers}`);
  }
  const { offeredLoad, spare, serviceTime } = checkMmc(queue);
  return ((offeredLoad / spare) * (queue.scvArrival + queue.scvService) * serviceTime) / 2;
}

/**
 * Mean wait in G/G/c by Sakasegawa (Ann. Inst. Statist. Math. 29, 1977): O(1), and smooth in the
 * number of servers, which makes it the choice inside an optimiser.
 *
 * @throws RangeError as `mmc` does, and for negative variabilities.
 */
export function sakasegawaWait(queue: GgcQueue): number {
  checkVariability(queue);
  const { offeredLoad, spare, serviceTime } = checkMmc(queue);
  const { servers, scvArrival, scvService } = queue;
  const exponent = Math.sqrt(2 * (servers + 1)) - 1;
  const busy = (offeredLoad / servers) ** exponent;
  return (((scvArrival + scvService) / 2) * busy * serviceTime) / spare;
}

/**
 * Mean wait in M/D/c by Cosmetatos (Oper. Res. Quart. 27, 1976), within about 1 %.
 *
 * @throws RangeError as `mmc` does.
 */
export function cosmetatosMdcWait(queue: MmcQueue): number {
  const { offeredLoad, spare } = checkMmc(queue);
  const { servers } = queue;
  const bend = (spare * (servers - 1) * (Math.sqrt(4 + 5 * servers) - 2)) / servers;
  return (mmc(queue).meanWait / 2) * (1 + bend / (16 * offeredLoad));
}

/**
 * Mean wait in M/G/c by Cosmetatos: between M/D/c and M/M/c in proportion to the variability.
 *
 * @param scvService squared coefficient of variation of the service time, >= 0.
 * @throws RangeError as `mmc` does, and for a negative variability.
 */
export function cosmetatosWait(queue: MmcQueue, scvService: number): number {
  requireNonNegative('scvService', scvService);
  return scvService * mmc(queue).meanWait + (1 - scvService) * cosmetatosMdcWait(queue);
}

/**
 * Mean wait in M/G/c by Kimura (Oper. Res. 34, 1986): the harmonic form of Cosmetatos, about 10 % at
 * worst in our comparison and the default choice.
 *
 * @param scvService squared coefficient of variation of the service time, >= 0.
 * @throws RangeError as `mmc` does, and for a negative variability.
 */
export function kimuraWait(queue: MmcQueue, scvService: number): number {
  requireNonNegative('scvService', scvService);
  const exponential = mmc(queue).meanWait;
  const constant = cosmetatosMdcWait(queue);
  return (1 + scvService) / ((2 * scvService) / exponential + (1 - scvService) / constant);
}

function checkVariability(queue: GgcQueue): void {
  requireNonNegative('scvArrival', queue.scvArrival);
  requireNonNegative('scvService', queue.scvService);
}
