import type { QuantityFormat } from './format.ts';

/** What stands behind the digits: `base^exponent`, base 2 for BinarySI and 10 else. */
export interface Suffix {
  readonly format: QuantityFormat;
  readonly exponent: number;
}

const DECIMAL: readonly string[] = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const LEAST_DECIMAL = -9;

const known: ReadonlyMap<string, Suffix> = new Map([
  ...BINARY.map((text, i): [string, Suffix] => [text, { format: 'BinarySI', exponent: 10 * i }]),
  ...DECIMAL.map((text, i): [string, Suffix] => [
    text,
    { format: 'DecimalSI', exponent: 3 * i + LEAST_DECIMAL },
  ]),
]);

export const NO_SUFFIX: Suffix = { format: 'DecimalSI', exponent: 0 };

const SHAPE = /^[eEinumkKMGTP]*[-+]?[0-9]*$/;
const EXPONENT = /^[eE][-+]?[0-9]+$/;
const LARGEST_EXPONENT = 2n ** 63n;

/** Whether the text could be a suffix: what is not is an error in the form of the quantity. */
export function isSuffixShape(text: string): boolean {
  return SHAPE.test(text);
}

/**
 * The suffix of that text, or nothing if there is none. An exponent is read as an int64 and cut to
 * an int32, as Go does: `e4294967296` is `e0`.
 */
export function readSuffix(text: string): Suffix | undefined {
  const suffix = known.get(text);
  if (suffix !== undefined) return suffix;
  if (!EXPONENT.test(text)) return undefined;
  const negative = text[1] === '-';
  const digits = text.replace(/^[eE][-+]?0*/, '');
  if (digits.length > 19) return undefined;
  const magnitude = BigInt(digits === '' ? 0 : digits);
  if (magnitude > LARGEST_EXPONENT - (negative ? 0n : 1n)) return undefined;
  const exponent = Number(BigInt.asIntN(32, negative ? -magnitude : magnitude));
  return { format: 'DecimalExponent', exponent };
}

/**
 * The suffix for 10^exponent, where exponent is a multiple of 3. DecimalSI has none beyond 10^18,
 * and Go then prints the digits alone; so does this.
 */
export function decimalSuffix(exponent: number, format: QuantityFormat): string {
  if (format === 'DecimalSI') return DECIMAL[(exponent - LEAST_DECIMAL) / 3] ?? '';
  return exponent === 0 ? '' : `e${exponent}`;
}

/** The suffix for 1024^power; none beyond Ei. */
export function binarySuffix(power: number): string {
  return BINARY[power] ?? '';
}
