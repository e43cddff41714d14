import { integrateUpwards, requireNonNegative, requirePositive } from '../numeric/index.ts';

/**
 * Erlang B for a real number of servers, as optimisers want it:
 * `1/B = a * integral over t of e^(-a t) (1+t)^servers` (D. Jagerman, Some properties of the Erlang
 * loss function, 1974). The integral is taken for the fractional part only; the recursion of
 * `erlangB` carries it up.
 *
 * @param servers real, >= 0.
 * @param offeredLoad erlangs, > 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function erlangBContinuous(servers: number, offeredLoad: number): number {
  requireNonNegative('servers', servers);
  requirePositive('offeredLoad', offeredLoad);
  const fraction = servers % 1;
  let inverse = integrateUpwards((u) => Math.exp(-u) * (1 + u / offeredLoad) ** fraction);
  for (let k = fraction + 1; k <= servers + 0.5; k += 1) inverse = 1 + (k / offeredLoad) * inverse;
  return 1 / inverse;
}
