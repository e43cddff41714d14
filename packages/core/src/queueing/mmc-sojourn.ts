import { findRootUpwards, requireInnerProbability, requireNonNegative } from '../numeric/index.ts';
import { erlangC } from './erlang-c.ts';
import { checkMmc, type MmcQueue } from './mmc.ts';

/**
 * P(T > t) of the sojourn (waiting and service) in M/M/c.
 *
 * `e^(-x) (1 + C (1 - e^(-d x))/d)` with x = t/S, d = c - 1 - a; its limit `e^(-x) (1 + C x)` at
 * d = 0. For d < 0 the larger exponential is taken out, since the form above is 0 x infinity there.
 *
 * @param t seconds, >= 0.
 * @throws RangeError as `mmc` does, and for a negative t.
 */
export function mmcSojournTail(queue: MmcQueue, t: number): number {
  const { offeredLoad, spare, serviceTime } = checkMmc(queue);
  requireNonNegative('t', t);
  return sojournTail(erlangC(queue.servers, offeredLoad), spare, t / serviceTime);
}

/**
 * The sojourn that a share p of requests does not exceed. It is not the sum of the quantiles of wait
 * and service.
 *
 * @param p above 0 and below 1.
 * @throws RangeError as `mmc` does, and for any other p.
 */
export function mmcSojournQuantile(queue: MmcQueue, p: number): number {
  const { offeredLoad, spare, serviceTime } = checkMmc(queue);
  requireInnerProbability('p', p);
  return serviceTime * sojournQuantile(erlangC(queue.servers, offeredLoad), spare, p);
}

/** {@link mmcSojournTail} from the probability of waiting and `servers - load`; x in service times. */
export function sojournTail(probWait: number, spare: number, x: number): number {
  const d = spare - 1;
  if (d === 0) return Math.exp(-x) * (1 + probWait * x);
  if (d > 0) return Math.exp(-x) * (1 - (probWait * Math.expm1(-d * x)) / d);
  return Math.exp(-x) + (probWait * Math.exp(-spare * x) * Math.expm1(d * x)) / d;
}

/** {@link mmcSojournQuantile} in service times. */
export function sojournQuantile(probWait: number, spare: number, p: number): number {
  const target = Math.log1p(-p);
  const miss = (x: number): number => Math.log(sojournTail(probWait, spare, x)) - target;
  return findRootUpwards(miss, 0, -target);
}
