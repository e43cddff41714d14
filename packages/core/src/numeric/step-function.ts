import { requireFinite, requireNonNegative, requirePositive } from './checks.ts';

/** A value that holds from an instant on, until the next step. */
export type Step = readonly [time: number, value: number];

/** A right-continuous step function: times rise strictly, the first is 0. */
export type StepFunction = readonly Step[];

/** A span in which none of several step functions changes: `values` in the order they were given. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly values: readonly number[];
}

/**
 * Checks a step function.
 *
 * @throws RangeError when it is empty, does not begin at 0, or its times do not rise.
 */
export function requireSteps(name: string, steps: StepFunction): void {
  if (steps[0]?.[0] !== 0) throw new RangeError(`${name} must begin with a step at time 0`);
  let before = -1;
  for (const [index, [time, value]] of steps.entries()) {
    requireFinite(`${name}[${index}] value`, value);
    requirePositive(`${name}[${index}] time - the time before`, time - before);
    before = time;
  }
}

/**
 * Cuts 0 .. end wherever one of the step functions has a step. O(steps).
 *
 * @param functions checked by {@link requireSteps}.
 * @param end where to stop, >= 0; steps at or after it are not looked at.
 */
export function* stepPieces(functions: readonly StepFunction[], end: number): Generator<Piece> {
  requireNonNegative('end', end);
  const next = functions.map(() => 1);
  let values = functions.map((steps) => steps[0]?.[1] ?? Number.NaN);
  let from = 0;
  while (from < end) {
    const upcoming = functions.map((steps, which) => steps[next[which] ?? 0]?.[0] ?? Infinity);
    const to = Math.min(end, ...upcoming);
    yield { from, to, values };
    values = functions.map((steps, which) => {
      if (upcoming[which] !== to) return values[which] ?? Number.NaN;
      const index = next[which] ?? 0;
      next[which] = index + 1;
      return steps[index]?.[1] ?? Number.NaN;
    });
    from = to;
  }
}

/** The value of a step function at an instant >= 0. */
export function stepValue(steps: StepFunction, time: number): number {
  return steps.findLast(([from]) => from <= time)?.[1] ?? Number.NaN;
}
