import { requireInnerProbability, requireNonNegative } from '../numeric/index.ts';
import { erlangC } from './erlang-c.ts';
import { checkMmc, type MmcQueue } from './mmc.ts';

/**
 * P(W > t) in M/M/c: `C e^(-(c-a) t/S)`, C = Erlang C.
 *
 * @param t seconds, >= 0.
 * @throws RangeError as `mmc` does, and for a negative t.
 */
export function mmcWaitTail(queue: MmcQueue, t: number): number {
  const { offeredLoad, spare, serviceTime } = checkMmc(queue);
  requireNonNegative('t', t);
  return erlangC(queue.servers, offeredLoad) * Math.exp((-spare * t) / serviceTime);
}

/**
 * The wait that a share p of requests does not exceed; 0 where that share never waits.
 *
 * @param p above 0 and below 1.
 * @throws RangeError as `mmc` does, and for any other p.
 */
export function mmcWaitQuantile(queue: MmcQueue, p: number): number {
  const { offeredLoad, spare, serviceTime } = checkMmc(queue);
  requireInnerProbability('p', p);
  const probWait = erlangC(queue.servers, offeredLoad);
  return Math.max(0, (serviceTime / spare) * (Math.log(probWait) - Math.log1p(-p)));
}
