import { Xoshiro128 } from './xoshiro128.ts';

/**
 * What draws random numbers in a simulation. Each has a stream of its own, so that one more draw by
 * one of them moves no other: two runs with one seed see the same arrivals and the same service
 * times, whatever their policies do.
 */
export type RandomRole = 'arrivals' | 'service' | 'balancer' | 'pods' | 'clients' | 'path';

const ROLES: readonly RandomRole[] = ['arrivals', 'service', 'balancer', 'pods', 'clients', 'path'];

/**
 * The stream of a role: 2^64 numbers long, and apart from every other stream of the same seed.
 *
 * @param seed of the run, any 64 bits.
 * @param role what draws.
 * @param index for a role with several members, as a workload with several parts; integer >= 0.
 */
export function randomStream(seed: bigint, role: RandomRole, index: number = 0): Xoshiro128 {
  const source = Xoshiro128.fromSeed(seed);
  for (let leap = 0; leap < ROLES.indexOf(role); leap += 1) source.longJump();
  for (let leap = 0; leap < index; leap += 1) source.jump();
  return source;
}
