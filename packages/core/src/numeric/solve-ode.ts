/** Right-hand side of `state' = f(t, state)`: writes the derivative into `out`. */
export type Derivative = (t: number, state: Float64Array, out: Float64Array) => void;

/** The nodes, the stage weights and the two sets of result weights of Dormand & Prince (1980). */
const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const STAGES = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/**
 * Carries a system of ordinary differential equations from one instant to another with the embedded
 * Runge-Kutta pair of order 5(4) of Dormand & Prince (J. Comp. Appl. Math. 6, 1980) and an adaptive
 * step.
 *
 * @param derivative right-hand side, continuous between `from` and `to`: split at jumps.
 * @param initial state at `from`; not changed.
 * @param tolerance greatest error of a step, relative to the state (absolute below 1).
 * @returns the state at `to`.
 */
export function solveOde(
  derivative: Derivative,
  initial: Float64Array,
  from: number,
  to: number,
  tolerance = 1e-10,
): Float64Array {
  const size = initial.length;
  let state = Float64Array.from(initial);
  const slopes = STAGES.map(() => new Float64Array(size));
  const [firstSlope, lastSlope] = [slopes[0], slopes[6]];
  if (firstSlope === undefined || lastSlope === undefined) return state;
  let t = from;
  let step = (to - from) / 1000;
  derivative(t, state, firstSlope);
  while (t < to) {
    if (t + step * 1.000_000_1 >= to) step = to - t;
    let next = state;
    for (let stage = 1; stage < STAGES.length; stage += 1) {
      const weights = STAGES[stage] ?? [];
      const partial = Float64Array.from(state);
      for (const [earlier, weight] of weights.entries()) {
        const slope = slopes[earlier] ?? firstSlope;
        for (let i = 0; i < size; i += 1) {
          partial[i] = (partial[i] ?? 0) + step * weight * (slope[i] ?? 0);
        }
      }
      derivative(t + (NODES[stage] ?? 1) * step, partial, slopes[stage] ?? lastSlope);
      next = partial;
    }
    let worst = 0;
    for (let i = 0; i < size; i += 1) {
      const error = ERROR.reduce((sum, w, stage) => sum + w * (slopes[stage]?.[i] ?? 0), 0) * step;
      const scale = Math.max(1, Math.abs(state[i] ?? 0), Math.abs(next[i] ?? 0));
      worst = Math.max(worst, Math.abs(error) / (tolerance * scale));
    }
    if (worst <= 1 || step < 1e-12 * Math.max(1, Math.abs(t))) {
      t = step === to - t ? to : t + step;
      state = Float64Array.from(next);
      firstSlope.set(lastSlope);
    }
    step *= Math.min(5, Math.max(0.2, 0.9 * Math.max(worst, 1e-8) ** -0.2));
  }
  return state;
}
