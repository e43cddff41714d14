import type { CompiledBehavior, CompiledRules } from '../compiled-behavior.ts';
import type { Ledger } from './ledger.ts';
import { type Bounds, type Limited, limitRate } from './rate-limit.ts';

/**
 * The first instant after `at` at which events leaving their periods change what the policies make
 * of the desired size; infinite if none does.
 */
export function rateDeadline(
  ledger: Ledger,
  current: number,
  desired: number,
  at: number,
  behavior: CompiledBehavior,
  bounds: Bounds,
  now: Limited,
): number {
  if (desired === current) return Number.POSITIVE_INFINITY;
  const rules = desired > current ? behavior.scaleUp : behavior.scaleDown;
  for (const instant of expiries(ledger, rules, at)) {
    const then = limitRate(ledger, current, desired, instant, behavior, bounds);
    if (then.replicas !== now.replicas || then.reason !== now.reason) return instant;
  }
  return Number.POSITIVE_INFINITY;
}

/** The instants at which an event leaves the period of a policy, in order. */
function expiries(ledger: Ledger, { policies }: CompiledRules, at: number): readonly number[] {
  const instants = new Set<number>();
  for (const { period } of policies) {
    for (const events of [ledger.scaleUpEvents, ledger.scaleDownEvents]) {
      for (const event of events) {
        if (event.at + period > at) instants.add(event.at + period);
      }
    }
  }
  return [...instants].sort((a, b) => a - b);
}
