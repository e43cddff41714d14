import { type StepFunction, stepPieces } from '../numeric/index.ts';

/** The window over which a rate adds up to the most. */
export interface WorstWindow {
  /** The earliest such window's start. */
  readonly start: number;
  /** The integral over it. */
  readonly total: number;
}

/**
 * The largest integral of a step function over any window of a given length, at any real start. It is
 * attained where an edge of the window meets a step; a window moved along a grid finds less. O(steps).
 *
 * @param rate checked by `requireSteps`.
 * @param end length of the run, > 0.
 * @param length of the window, > 0; a longer one than the run is the whole run.
 */
export function worstWindow(rate: StepFunction, end: number, length: number): WorstWindow {
  const width = Math.min(length, end);
  const cuts: number[] = [];
  const upTo: number[] = [];
  const slopes: number[] = [];
  let sum = 0;
  for (const { from, to, values } of stepPieces([rate], end)) {
    const [value = 0] = values;
    cuts.push(from);
    upTo.push(sum);
    slopes.push(value);
    sum += value * (to - from);
  }
  /** The integral from 0, asked at rising instants only. */
  const integral = (): ((t: number) => number) => {
    let index = 0;
    return (t) => {
      while ((cuts[index + 1] ?? Infinity) <= t) index += 1;
      return (upTo[index] ?? 0) + (slopes[index] ?? 0) * (t - (cuts[index] ?? 0));
    };
  };
  const starts = [...cuts, ...cuts.map((cut) => cut - width), end - width]
    .filter((start) => start >= 0 && start <= end - width)
    .sort((a, b) => a - b);
  const atStart = integral();
  const atEnd = integral();
  let worst: WorstWindow = { start: 0, total: 0 };
  for (const start of starts) {
    const before = atStart(start);
    const total = atEnd(start + width) - before;
    // More than rounding can make, or the earliest of equal windows would be lost.
    if (total > worst.total + 1e-13 * sum) worst = { start, total };
  }
  return worst;
}
