import { requirePositive } from '@flyball/core';
import type { ServiceRun } from '../../service/index.ts';
import type { OracleSpec } from '../scenario.ts';
import type { Autoscaler } from './autoscaler.ts';

/**
 * Asks for what the load will need: the most that is needed from now until the end of its look ahead.
 *
 * @param demandAt the least number of pods that keep the goal, over a span of seconds.
 * @throws RangeError for a beat that is not positive.
 */
export function oracleAutoscaler(
  spec: OracleSpec,
  service: ServiceRun,
  demandAt: (from: number, to: number) => number,
): Autoscaler {
  const { lead = 0, every = 15, minReplicas = 1, maxReplicas = Infinity } = spec;
  requirePositive('every', every);
  let next = 0;
  return {
    get nextTime() {
      return next;
    },
    step() {
      const needed = demandAt(next, next + lead + every);
      service.scaleTo(Math.max(minReplicas, Math.min(maxReplicas, needed)));
      next += every;
    },
  };
}
