/** A float64 under one of Go's verbs e, E, f, F, g, G; nothing under any other. */
export function fixedText(
  verb: string,
  value: number,
  precision: number | undefined,
): string | undefined {
  if (!/^[eEfFgG]$/.test(verb)) return undefined;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = Math.abs(value);
  const text = sign + positiveText(verb.toLowerCase(), magnitude, precision);
  return verb === 'E' || verb === 'G' ? text.toUpperCase() : text;
}

// JavaScript prints at most a hundred digits behind the point.
const mostDigits = 100;

function positiveText(verb: string, value: number, precision: number | undefined): string {
  if (verb === 'f') return decimal(value, Math.min(precision ?? 6, mostDigits));
  if (verb === 'e') return exponential(value, Math.min(precision ?? 6, mostDigits));
  const digits = Math.min(precision ?? 0, mostDigits) || 1;
  const scientific =
    precision === undefined ? twoDigits(value.toExponential()) : exponential(value, digits - 1);
  const power = Number(scientific.slice(scientific.indexOf('e') + 1));
  const limit = precision === undefined ? 6 : digits;
  if (power < -4 || power >= limit) return scientific.replace(/\.?0*e/, 'e');
  if (precision === undefined) return String(value);
  const fixed = decimal(value, Math.max(0, digits - 1 - power));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

function decimal(value: number, digits: number): string {
  // Beyond 1e21 toFixed turns to exponents; such a number is an integer.
  if (value >= 1e21) return `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
  return toEven(value.toFixed(digits), value, digits);
}

function exponential(value: number, digits: number): string {
  const text = value.toExponential(digits);
  const [mantissa = '', power = '0'] = text.split('e');
  return twoDigits(`${toEven(mantissa, value, digits - Number(power))}e${power}`);
}

/** Go writes two digits of exponent at least. */
function twoDigits(text: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

/** JavaScript rounds the exact middle up, Go to the even digit. */
function toEven(text: string, value: number, decimals: number): string {
  const last = Number(text.at(-1));
  if (last % 2 === 0 || !isMiddle(value, decimals)) return text;
  return `${text.slice(0, -1)}${last - 1}`;
}

/** Whether the number lies exactly between two numbers of so many decimals. */
function isMiddle(value: number, decimals: number): boolean {
  let denominator = 1n;
  // Doubling until it is whole is exact.
  let whole = value;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    denominator *= 2n;
  }
  let numerator = BigInt(whole) * 2n;
  if (decimals >= 0) numerator *= 10n ** BigInt(decimals);
  else denominator *= 10n ** BigInt(-decimals);
  return numerator % denominator === 0n && (numerator / denominator) % 2n === 1n;
}
