import { requireInteger } from '@flyball/core';
import type { ServiceRun } from '../../service/index.ts';
import type { Autoscaler } from './autoscaler.ts';

/**
 * Orders at given instants.
 *
 * @throws RangeError for a number of replicas that is none, or instants that do not rise.
 */
export function scheduleAutoscaler(
  orders: readonly (readonly [time: number, replicas: number])[],
  service: ServiceRun,
): Autoscaler {
  let before = 0;
  for (const [index, [time, replicas]] of orders.entries()) {
    requireInteger(`orders[${index}] replicas`, replicas);
    if (time < before) throw new RangeError(`orders[${index}] must not come before the one above`);
    before = time;
  }
  let next = 0;
  return {
    get nextTime() {
      return orders[next]?.[0] ?? Infinity;
    },
    step() {
      service.scaleTo(orders[next]?.[1] ?? 0);
      next += 1;
    },
  };
}
