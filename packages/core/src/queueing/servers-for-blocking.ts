import { requireInnerProbability, requireNonNegative } from '../numeric/index.ts';

/** A number of servers and the blocking it gives. */
export interface ServersForBlocking {
  readonly servers: number;
  /** Erlang B at that number of servers. */
  readonly blocking: number;
}

/**
 * The least number of servers whose Erlang B blocking does not exceed a limit. One pass of the
 * recursion, O(answer).
 *
 * @param offeredLoad erlangs, >= 0.
 * @param limit greatest blocking allowed, above 0 and below 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function serversForBlocking(offeredLoad: number, limit: number): ServersForBlocking {
  requireNonNegative('offeredLoad', offeredLoad);
  requireInnerProbability('limit', limit);
  if (offeredLoad === 0) return { servers: 1, blocking: 0 };
  let servers = 0;
  let inverse = 1;
  while (1 / inverse > limit) {
    servers += 1;
    inverse = 1 + (servers / offeredLoad) * inverse;
  }
  return { servers, blocking: 1 / inverse };
}
