/** Something is wrong in from ≤ t < to; milliseconds. */
export interface FaultWindow<Kind extends string> {
  readonly from: number;
  readonly to: number;
  readonly kind: Kind;
}

/** What is wrong when: outages, gaps and worse, by the clock. */
export class FaultSchedule<Kind extends string> {
  readonly #windows: readonly FaultWindow<Kind>[];

  /** @throws {RangeError} for a window that does not end after it begins */
  constructor(windows: readonly FaultWindow<Kind>[]) {
    for (const [i, { from, to }] of windows.entries()) {
      if (to > from) continue;
      throw new RangeError(`windows[${i}] goes from ${from} to ${to}; let it end after it begins`);
    }
    this.#windows = windows;
  }

  /** What is wrong at an instant: of several windows the first in the list. */
  at(instant: number): Kind | undefined {
    return this.#windows.find(({ from, to }) => from <= instant && instant < to)?.kind;
  }
}
