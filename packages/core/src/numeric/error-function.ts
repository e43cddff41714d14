const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/**
 * The complementary error function `erfc(x) = 2/sqrt(pi) * integral from x to infinity of e^(-t^2)`,
 * to about 1e-15 relative, also deep in the tail.
 *
 * Near zero by the series with only positive terms (Abramowitz & Stegun 7.1.6), beyond by the
 * continued fraction (7.1.14). simple-statistics has one, good to 1.2e-7.
 */
export function complementaryErrorFunction(x: number): number {
  if (x < 0) return 2 - complementaryErrorFunction(-x);
  if (x < 2) return 1 - seriesErf(x);
  if (x > 27.3) return 0;
  return (Math.exp(-x * x) * TWO_OVER_ROOT_PI) / 2 / tailFraction(x);
}

function seriesErf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-18; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
}

function tailFraction(x: number): number {
  let fraction = x;
  for (let k = Math.ceil(20 + 300 / (x * x)); k >= 1; k -= 1) fraction = x + k / 2 / fraction;
  return fraction;
}
