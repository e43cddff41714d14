import type { CompiledBehavior } from '../compiled-behavior.ts';
import type { ScaleEvent } from '../memory.ts';

/** The changes of size that scaling policies count, for both directions. */
export interface Ledger {
  readonly scaleUpEvents: readonly ScaleEvent[];
  readonly scaleDownEvents: readonly ScaleEvent[];
}

/** How much the events of a period add up to; an event at its very edge has left it. */
export function changeWithin(events: readonly ScaleEvent[], at: number, period: number): number {
  const cutoff = at - period;
  let change = 0;
  for (const event of events) {
    if (event.at > cutoff) change = (change + event.change) | 0;
  }
  return change;
}

/**
 * Enters a change. Events of its direction that are older than that direction's longest period are
 * marked, and the last marked one is overwritten, although a longer policy of the other direction
 * may still need it.
 */
export function enter(
  ledger: Ledger,
  { from, to, at }: { readonly from: number; readonly to: number; readonly at: number },
  { scaleUp, scaleDown }: CompiledBehavior,
): Ledger {
  return to > from
    ? {
        scaleUpEvents: append(ledger.scaleUpEvents, to - from, at, scaleUp.longestPeriod),
        scaleDownEvents: ledger.scaleDownEvents,
      }
    : {
        scaleUpEvents: ledger.scaleUpEvents,
        scaleDownEvents: append(ledger.scaleDownEvents, from - to, at, scaleDown.longestPeriod),
      };
}

function append(
  events: readonly ScaleEvent[],
  change: number,
  at: number,
  longestPeriod: number,
): readonly ScaleEvent[] {
  const cutoff = at - longestPeriod;
  const next = events.map((event) =>
    event.at < cutoff && !event.outdated ? { ...event, outdated: true } : event,
  );
  const slot = next.findLastIndex(({ outdated }) => outdated);
  const event = { change, at, outdated: false };
  if (slot === -1) next.push(event);
  else next[slot] = event;
  return next;
}
