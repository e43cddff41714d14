import type { Tolerance } from './tolerance.ts';
import type { RatioBand } from './trace.ts';

/**
 * The band in the unit of the usage: every whole number of units `u` with `u / divisor` in it, as
 * doubles divide.
 */
export function bandOf({ low, high }: Tolerance, divisor: number): RatioBand {
  return { low, high, usage: usageBand(low, high, divisor) };
}

function usageBand(low: number, high: number, divisor: number): RatioBand['usage'] {
  if (!(divisor > 0)) return null;
  let from = Math.ceil(low * divisor);
  let to = Math.floor(high * divisor);
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return null;
  // The product is rounded otherwise than the quotient that decides, by one unit at most.
  if ((from - 1) / divisor >= low) from--;
  else if (from / divisor < low) from++;
  if ((to + 1) / divisor <= high) to++;
  else if (to / divisor > high) to--;
  return from <= to ? { low: from, high: to } : null;
}
