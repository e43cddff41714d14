import type { Xoshiro128 } from '../random/index.ts';

/** A load over time, ready to be asked. Instants are seconds from the start of the run. */
export interface Shape {
  /** Requests per second (or a factor) at an instant. */
  readonly rate: (t: number) => number;
  /** Instants at which the load jumps or bends, rising; a grid is cut there. */
  readonly breaks: readonly number[];
}

/** What a shape may use when it is made. */
export interface ShapeContext {
  /** Length of the run in seconds. */
  readonly duration: number;
  /** When the run starts, milliseconds since the epoch: for weekdays and times of day. */
  readonly startsAt: number;
  /** A random stream of its own for each shape that asks, in the order in which they ask. */
  readonly nextStream: () => Xoshiro128;
}
