/** Where the time comes from. Nothing in the neutral part of this package asks the machine. */
export interface Clock {
  /** The present instant, in milliseconds since the epoch. */
  now(): number;
}
