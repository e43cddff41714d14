import { lnErlangB } from './erlang-b.ts';

/**
 * Erlang C: the share of requests that must wait in M/M/c, `cB/(c - a(1 - B))` with the blocking B of
 * Erlang B (Kleinrock, Queueing Systems I, 3.5). O(servers).
 *
 * @param servers integer >= 0.
 * @param offeredLoad erlangs, arrival rate x mean service time, >= 0.
 * @returns the probability of waiting; 1 when the load is not below the number of servers.
 * @throws RangeError for arguments outside these ranges.
 */
export function erlangC(servers: number, offeredLoad: number): number {
  return Math.exp(lnErlangC(servers, offeredLoad));
}

/**
 * Natural logarithm of {@link erlangC}, which stays finite where the probability itself underflows.
 *
 * @throws RangeError as {@link erlangC} does.
 */
export function lnErlangC(servers: number, offeredLoad: number): number {
  const lnBlocking = lnErlangB(servers, offeredLoad);
  if (offeredLoad >= servers) return 0;
  const blocking = Math.exp(lnBlocking);
  const noWait =
    ((servers - offeredLoad) * -Math.expm1(lnBlocking)) /
    (servers - offeredLoad + offeredLoad * blocking);
  // Each end of the range by the form that keeps its digits there.
  if (noWait < 0.5) return Math.log1p(-noWait);
  return lnBlocking - Math.log1p((-offeredLoad / servers) * (1 - blocking));
}
