/**
 * A part of the path that does things at instants of simulated time, in milliseconds. Nothing of it
 * knows a clock: time passes when `advance` says so.
 *
 * Several are driven together by asking each for `nextEventAt` and advancing all of them, in an
 * order that the caller fixes (what is upstream first), to the earliest of the answers. The same
 * calls give the same outputs.
 */
export interface Process<Output> {
  /** When it next does something by itself; Infinity if never. Asking changes nothing. */
  nextEventAt(): number;
  /** Does everything that is due until an instant, that included, and says what came of it. */
  advance(to: number): readonly Output[];
}
