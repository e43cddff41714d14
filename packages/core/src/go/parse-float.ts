const SPECIAL = /^([-+]?)(?:(nan)|inf(?:inity)?)$/i;
const DECIMAL = /^[-+]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:e[-+]?\d(?:_?\d)*)?$/i;
const HEXADECIMAL =
  /^([-+]?)0x(?:_?([\da-f](?:_?[\da-f])*))?(?:\.([\da-f](?:_?[\da-f])*)?)?p([-+]?\d+)$/i;

/**
 * A number as Go's `strconv.ParseFloat` reads it: `1e3`, `.5`, `1_000`, `0x1p-2`, `+Inf`, `nan`.
 * Nothing for what it refuses, numbers beyond the doubles among that.
 */
export function goParseFloat(text: string): number | undefined {
  const special = SPECIAL.exec(text);
  if (special !== null) {
    const [, sign, nan] = special;
    if (nan !== undefined) return sign === '' ? Number.NaN : undefined;
    return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const value = DECIMAL.test(text) ? Number(text.replaceAll('_', '')) : hexadecimal(text);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function hexadecimal(text: string): number | undefined {
  const [, sign, whole = '', fraction = '', exponent] = HEXADECIMAL.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replaceAll('_', '');
  if (digits === '') return undefined;
  const shift = Number(exponent) - 4 * fraction.replaceAll('_', '').length;
  const value = Number(BigInt(`0x${digits}`)) * 2 ** shift;
  return sign === '-' ? -value : value;
}
