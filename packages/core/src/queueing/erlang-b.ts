import { requireInteger, requireNonNegative } from '../numeric/index.ts';

const SCALE = 2 ** 500;
const LN_SCALE = 500 * Math.LN2;

/**
 * Erlang B: the share of requests that find all servers taken and are lost, M/G/c/c.
 *
 * By the inverse recursion `I(k) = 1 + (k/a) I(k-1)`, `B = 1/I`, which neither overflows nor cancels
 * (Kleinrock, Queueing Systems I, 3.7; the factorials of the printed formula fail from 171 servers).
 * O(servers).
 *
 * @param servers integer >= 0.
 * @param offeredLoad erlangs, arrival rate x mean service time, >= 0.
 * @returns the blocking probability; 0 where it is below the least double, see {@link lnErlangB}.
 * @throws RangeError for arguments outside these ranges.
 */
export function erlangB(servers: number, offeredLoad: number): number {
  return Math.exp(lnErlangB(servers, offeredLoad));
}

/**
 * Natural logarithm of {@link erlangB}, which stays finite where the probability itself underflows.
 *
 * @throws RangeError as {@link erlangB} does.
 */
export function lnErlangB(servers: number, offeredLoad: number): number {
  requireInteger('servers', servers);
  requireNonNegative('offeredLoad', offeredLoad);
  if (offeredLoad === 0) return servers === 0 ? 0 : -Infinity;
  // excess = I - 1, so that a blocking close to 1 keeps its digits.
  let excess = 0;
  let one = 1;
  let lnScaled = 0;
  for (let k = 1; k <= servers; k += 1) {
    excess = (k / offeredLoad) * (one + excess);
    if (excess > SCALE) {
      excess /= SCALE;
      one /= SCALE;
      lnScaled += LN_SCALE;
    }
  }
  return -(lnScaled === 0 ? Math.log1p(excess) : Math.log(one + excess) + lnScaled);
}
