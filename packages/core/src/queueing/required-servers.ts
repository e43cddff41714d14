import { requireInnerProbability, requireNonNegative, requirePositive } from '../numeric/index.ts';
import { sojournQuantile, sojournTail } from './mmc-sojourn.ts';

/** What a service must keep to; times in seconds, p a probability above 0 and below 1. */
export type ServiceGoal =
  | { readonly criterion: 'probWait'; readonly limit: number }
  | { readonly criterion: 'meanWait'; readonly limit: number }
  | { readonly criterion: 'meanSojourn'; readonly limit: number }
  | { readonly criterion: 'waitQuantile'; readonly limit: number; readonly p: number }
  | { readonly criterion: 'sojournQuantile'; readonly limit: number; readonly p: number };

/** The answer: how many servers and what they attain, or that no number of servers can do it. */
export type RequiredServers =
  | { readonly feasible: true; readonly servers: number; readonly attained: number }
  | { readonly feasible: false; readonly servers: null };

/**
 * The least number of M/M/c servers, more than the load, that keeps a goal. One pass: the Erlang B
 * recursion is carried on by one step per extra server, O(answer).
 *
 * @param offeredLoad erlangs, arrival rate x mean service time, >= 0.
 * @param serviceTime mean service time in seconds, > 0.
 * @param goal see {@link ServiceGoal}; a sojourn cannot be shorter than the service itself.
 * @throws RangeError for arguments outside these ranges, and for a limit that is not positive.
 */
export function requiredServers(
  offeredLoad: number,
  serviceTime: number,
  goal: ServiceGoal,
): RequiredServers {
  requireNonNegative('offeredLoad', offeredLoad);
  requirePositive('serviceTime', serviceTime);
  requirePositive('limit', goal.limit);
  if ('p' in goal) requireInnerProbability('p', goal.p);
  if (!isFeasible(goal, serviceTime)) return { feasible: false, servers: null };

  let servers = 0;
  let inverse = 1;
  for (;;) {
    servers += 1;
    inverse = 1 + (offeredLoad === 0 ? Infinity : (servers / offeredLoad) * inverse);
    if (servers <= offeredLoad) continue;
    const blocking = 1 / inverse;
    const spare = servers - offeredLoad;
    const probWait = (servers * blocking) / (spare + offeredLoad * blocking);
    if (!isMet(goal, probWait, spare, serviceTime)) continue;
    return { feasible: true, servers, attained: attained(goal, probWait, spare, serviceTime) };
  }
}

function isFeasible(goal: ServiceGoal, serviceTime: number): boolean {
  if (goal.criterion === 'meanSojourn') return goal.limit > serviceTime;
  if (goal.criterion === 'sojournQuantile') return goal.limit > -serviceTime * Math.log1p(-goal.p);
  return true;
}

/** Quantiles are compared through the tail at the limit, which needs no search. */
function isMet(goal: ServiceGoal, probWait: number, spare: number, serviceTime: number): boolean {
  if (goal.criterion === 'sojournQuantile') {
    return sojournTail(probWait, spare, goal.limit / serviceTime) <= 1 - goal.p;
  }
  return attained(goal, probWait, spare, serviceTime) <= goal.limit;
}

function attained(goal: ServiceGoal, probWait: number, spare: number, serviceTime: number): number {
  switch (goal.criterion) {
    case 'probWait':
      return probWait;
    case 'meanWait':
      return (probWait * serviceTime) / spare;
    case 'meanSojourn':
      return serviceTime + (probWait * serviceTime) / spare;
    case 'waitQuantile':
      return Math.max(0, (serviceTime / spare) * (Math.log(probWait) - Math.log1p(-goal.p)));
    case 'sojournQuantile':
      return serviceTime * sojournQuantile(probWait, spare, goal.p);
  }
}
