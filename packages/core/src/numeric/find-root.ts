/**
 * A zero of a continuous function between two points of opposite sign, by Brent's method
 * (R. P. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4): inverse quadratic
 * steps while they shrink the bracket, bisection when they do not.
 *
 * @param f continuous on [low, high].
 * @param low one end of the bracket.
 * @param high the other end; `f(low)` and `f(high)` must not have the same sign.
 * @returns the zero, to a few units in the last place.
 * @throws RangeError when the ends do not bracket a zero.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) {
    throw new RangeError(`no change of sign between ${low} (${fa}) and ${high} (${fb})`);
  }
  let c = a;
  let fc = fa;
  let step = b - a;
  let previousStep = step;
  for (let iteration = 0; iteration < 200; iteration += 1) {
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b) + Number.MIN_VALUE;
    const middle = (c - b) / 2;
    if (Math.abs(middle) <= tolerance || fb === 0) return b;
    let bisect = true;
    if (Math.abs(previousStep) >= tolerance && Math.abs(fa) > Math.abs(fb)) {
      const ratio = fb / fa;
      let p: number;
      let q: number;
      if (a === c) {
        p = 2 * middle * ratio;
        q = 1 - ratio;
      } else {
        const u = fa / fc;
        const v = fb / fc;
        p = ratio * (2 * middle * u * (u - v) - (b - a) * (v - 1));
        q = (u - 1) * (v - 1) * (ratio - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * middle * q - Math.abs(tolerance * q), Math.abs(previousStep * q))) {
        previousStep = step;
        step = p / q;
        bisect = false;
      }
    }
    if (bisect) {
      step = middle;
      previousStep = middle;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > tolerance ? step : Math.sign(middle) * tolerance;
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      previousStep = step;
    }
  }
  return b;
}

/**
 * Where a falling function crosses zero, looked for upwards from a point at which it is not negative.
 *
 * @param f continuous, decreasing, eventually negative.
 * @param low a point with `f(low) >= 0`.
 * @param step the first step upwards, > 0; doubled until the sign changes.
 * @throws RangeError when the function is still not negative after 1,100 doublings.
 */
export function findRootUpwards(f: (x: number) => number, low: number, step: number): number {
  let left = low;
  let width = step;
  for (let doubling = 0; doubling < 1100; doubling += 1) {
    const right = left + width;
    if (f(right) <= 0) return findRoot(f, left, right);
    left = right;
    width *= 2;
  }
  throw new RangeError(`the function never falls below zero above ${low}`);
}
