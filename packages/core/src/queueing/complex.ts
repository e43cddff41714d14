/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** `e^(i angle)` times a length. */
export function polar(length: number, angle: number): Complex {
  return { re: length * Math.cos(angle), im: length * Math.sin(angle) };
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function divide(a: Complex, b: Complex): Complex {
  const norm = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / norm, im: (a.im * b.re - a.re * b.im) / norm };
}

/** `e^z`. */
export function exponential(z: Complex): Complex {
  return polar(Math.exp(z.re), z.im);
}

/** Distance from zero. */
export function modulus(z: Complex): number {
  return Math.hypot(z.re, z.im);
}

/**
 * The coefficients of a power series from its values on the unit circle: `values[k]` is the series at
 * `e^(2 pi i k/n)`, n a power of two; coefficients beyond n are folded back (Cooley & Tukey 1965).
 */
export function seriesFromCircle(values: readonly Complex[]): Float64Array {
  return Float64Array.from(transform(values), (z) => z.re / values.length);
}

function transform(input: readonly Complex[]): Complex[] {
  const size = input.length;
  if (size === 1) return [...input];
  const even = transform(input.filter((_, index) => index % 2 === 0));
  const odd = transform(input.filter((_, index) => index % 2 === 1));
  const out: Complex[] = new Array<Complex>(size);
  for (const [k, base] of even.entries()) {
    const turned = multiply(odd[k] ?? base, polar(1, (-2 * Math.PI * k) / size));
    out[k] = { re: base.re + turned.re, im: base.im + turned.im };
    out[k + size / 2] = subtract(base, turned);
  }
  return out;
}
