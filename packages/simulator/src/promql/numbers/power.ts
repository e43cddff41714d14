const EXPONENT_LIMIT = 2 ** 12;
const view = new DataView(new ArrayBuffer(8));

/**
 * x to the power of y by Go's method: the whole part of y by squaring, on fraction and exponent
 * apart, which rounds otherwise than JavaScript does. For whole y the result is Go's to the last bit,
 * for others it may be one bit off (its exp is written in assembly).
 */
export function power(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return specialPower(x, y);
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  let whole = Math.trunc(Math.abs(y));
  let rest = Math.abs(y) - whole;
  if (rest !== 0 && x < 0) return Number.NaN;
  if (whole >= 2 ** 63) return specialPower(x, y * Number.POSITIVE_INFINITY);
  let fraction = 1;
  let exponent = 0;
  if (rest !== 0) {
    if (rest > 0.5) {
      rest--;
      whole++;
    }
    fraction = Math.exp(rest * Math.log(x));
  }
  let [base, baseExponent] = split(x);
  for (; whole > 0; whole = Math.floor(whole / 2)) {
    if (Math.abs(baseExponent) > EXPONENT_LIMIT) {
      exponent += baseExponent;
      break;
    }
    if (whole % 2 === 1) {
      fraction *= base;
      exponent += baseExponent;
    }
    base *= base;
    baseExponent *= 2;
    if (base < 0.5) {
      base += base;
      baseExponent--;
    }
  }
  return y < 0 ? join(1 / fraction, -exponent) : join(fraction, exponent);
}

/** JavaScript agrees with Go here, but for ±1 to an infinite power, which Go takes for 1. */
function specialPower(x: number, y: number): number {
  return Math.abs(x) === 1 ? 1 : x ** y;
}

/** A number as fraction (½ ≤ |fraction| < 1) times a power of two. */
function split(x: number): [fraction: number, exponent: number] {
  view.setFloat64(0, x);
  const bits = (view.getUint16(0) >>> 4) & 0x7ff;
  if (bits === 0) {
    const [fraction, exponent] = split(x * 2 ** 64);
    return [fraction, exponent - 64];
  }
  view.setUint16(0, (view.getUint16(0) & 0x800f) | (1022 << 4));
  return [view.getFloat64(0), bits - 1022];
}

/** The fraction times 2 to the exponent, rounded once. */
function join(fraction: number, exponent: number): number {
  const first = exponent > 1000 ? 500 : exponent < -1000 ? -500 : 0;
  return fraction * 2 ** first * 2 ** (exponent - first);
}
