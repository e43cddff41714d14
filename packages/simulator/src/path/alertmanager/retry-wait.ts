/** Draws a number, 0 ≤ x < 1, as sources of randomness do. */
export type Draw = () => number;

const FIRST = 500;
const FACTOR = 1.5;
const SPREAD = 0.5;
const LONGEST = 60_000;

/** How long after the start of a failed attempt, counted from 1, the next one starts at the least. */
export function retryWait(attempt: number, draw: Draw): number {
  const centre = Math.min(LONGEST, FIRST * FACTOR ** (attempt - 1));
  return centre * (1 - SPREAD + 2 * SPREAD * draw());
}
