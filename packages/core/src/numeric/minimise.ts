import { requireSample } from './checks.ts';

/** Where the search ended. */
export interface Minimum {
  /** The best point found. */
  readonly at: readonly number[];
  /** The function's value there. */
  readonly value: number;
  /** How often the function was asked. */
  readonly evaluations: number;
}

/** How {@link minimise} searches. */
export interface MinimiseOptions {
  /** First step along each axis; default 0.1. */
  readonly step?: number;
  /** Stops when the simplex' values differ by less than this share; default 1e-10. */
  readonly tolerance?: number;
  /** Stops after so many evaluations; default 400 per dimension. */
  readonly maxEvaluations?: number;
}

/**
 * The least value of a function of a few variables, without derivatives: the simplex method of
 * Nelder & Mead (1965) with the coefficients 1, 2, 1/2, 1/2. Deterministic. A value that is not a
 * number counts as infinite, so a constraint can be set by answering `Infinity`.
 *
 * @param f the function.
 * @param start a first guess, at least one number.
 * @throws RangeError when `start` is empty or not finite.
 */
export function minimise(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  options: MinimiseOptions = {},
): Minimum {
  requireSample('start', start);
  const dimensions = start.length;
  const { step = 0.1, tolerance = 1e-10, maxEvaluations = 400 * dimensions } = options;
  let evaluations = 0;
  const ask = (at: number[]): { at: number[]; value: number } => {
    evaluations += 1;
    const value = f(at);
    return { at, value: Number.isNaN(value) ? Infinity : value };
  };
  const simplex = [ask([...start])];
  for (let axis = 0; axis < dimensions; axis += 1) {
    simplex.push(ask(start.map((x, index) => (index === axis ? x + step : x))));
  }
  const byValue = (a: { value: number }, b: { value: number }): number =>
    a.value === b.value ? 0 : a.value - b.value;

  for (;;) {
    simplex.sort(byValue);
    const best = simplex[0];
    const worst = simplex[dimensions];
    if (best === undefined || worst === undefined) throw new RangeError('start is empty');
    const spread = worst.value - best.value;
    const small = spread <= tolerance * (Math.abs(best.value) + tolerance);
    if (small || evaluations >= maxEvaluations) {
      return { at: best.at, value: best.value, evaluations };
    }
    const others = simplex.slice(0, dimensions);
    const centre = best.at.map(
      (_, axis) => others.reduce((sum, vertex) => sum + (vertex.at[axis] ?? 0), 0) / dimensions,
    );
    const along = (factor: number): number[] =>
      centre.map((x, axis) => x + factor * ((worst.at[axis] ?? 0) - x));
    const reflected = ask(along(-1));
    let candidate = reflected;
    if (reflected.value < best.value) {
      const expanded = ask(along(-2));
      if (expanded.value < reflected.value) candidate = expanded;
    } else if (reflected.value >= (others.at(-1)?.value ?? best.value)) {
      candidate = ask(along(reflected.value < worst.value ? -0.5 : 0.5));
    }
    if (candidate.value < worst.value) {
      simplex[dimensions] = candidate;
      continue;
    }
    for (let index = 1; index <= dimensions; index += 1) {
      const vertex = simplex[index];
      if (vertex === undefined) continue;
      simplex[index] = ask(vertex.at.map((x, axis) => ((best.at[axis] ?? 0) + x) / 2));
    }
  }
}
