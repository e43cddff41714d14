import type { GuardedMemory, Observation } from '@flyball/core';
import type { Standing } from '../ports/index.ts';

/**
 * How long after its decision a write may reach the cluster: a look ends after 5 s, and what it has
 * sent by then is soon answered.
 */
const longestWriteMs = 6_000;

/**
 * Whether another process may be writing a size at this moment: it has announced it in the memory,
 * and the scale does not show it yet. Whoever decided beside it would either make the step a second
 * time, or forget that it was made.
 *
 * A process knows of what it announced itself that it has come to its end, since its looks at one
 * policy follow one another. What a dead one has announced holds others for these few seconds.
 *
 * @param self the name of this process
 */
export function isInFlight(
  { pending }: GuardedMemory,
  { writer }: Standing,
  { at, scale }: Observation,
  self: string,
): boolean {
  if (pending === null || writer === self || 'error' in scale) return false;
  // Clocks of replicas differ: an announcement from a far future is none.
  return scale.specReplicas === pending.from && Math.abs(at - pending.at) < longestWriteMs;
}
