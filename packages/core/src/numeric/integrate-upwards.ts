/**
 * The integral of a smooth function from 0 to infinity, by the exp-sinh form of double exponential
 * quadrature (Takahasi & Mori 1974). Meant for functions that fall at least exponentially; they may
 * be singular at 0. About 14 digits.
 */
export function integrateUpwards(f: (x: number) => number): number {
  const step = 1 / 32;
  let sum = 0;
  for (let index = -136; index <= 136; index += 1) {
    const t = index * step;
    const x = Math.exp((Math.PI / 2) * Math.sinh(t));
    const weight = x * (Math.PI / 2) * Math.cosh(t);
    const value = f(x);
    if (value !== 0 && x > 0 && x < Infinity) sum += value * weight;
  }
  return sum * step;
}
