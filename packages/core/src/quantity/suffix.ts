import type { QuantityFormat } from './format.ts';

/** What stands behind the digits: `base^exponent`, base 2 for BinarySI and 10 else. */
export interface Suffix {
  readonly format: QuantityFormat;
  readonly exponent: number;
  /** Of a binary suffix, 2^exponent; of others 1. */
  readonly factor: number;
}

const DECIMAL: readonly string[] = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const LEAST_DECIMAL = -9;

export const NO_SUFFIX: Suffix = { format: 'DecimalSI', exponent: 0, factor: 1 };

// By the code of their first letter: reading a quantity then needs no text of the suffix.
const decimals: readonly (Suffix | undefined)[] = byLetter(DECIMAL, (i) => ({
  format: 'DecimalSI',
  exponent: 3 * i + LEAST_DECIMAL,
  factor: 1,
}));
const binaries: readonly (Suffix | undefined)[] = byLetter(BINARY, (i) => ({
  format: 'BinarySI',
  exponent: 10 * i,
  factor: 1024 ** i,
}));

function byLetter(
  suffixes: readonly string[],
  make: (position: number) => Suffix,
): readonly (Suffix | undefined)[] {
  const letters: (Suffix | undefined)[] = Array.from({ length: 128 }, () => undefined);
  for (const [i, text] of suffixes.entries()) {
    if (text !== '') letters[text.charCodeAt(0)] = make(i);
  }
  return letters;
}

const SMALL_I = 0x69;
const SHAPE = /^[eEinumkKMGTP]*[-+]?[0-9]*$/;
const EXPONENT = /^[eE][-+]?[0-9]+$/;
const LARGEST_EXPONENT = 2n ** 63n;

/** Whether the text could be a suffix: what is not is an error in the form of the quantity. */
export function isSuffixShape(text: string): boolean {
  return SHAPE.test(text);
}

/** The suffix that the text has from there on, or nothing if it is none. */
export function readSuffix(text: string, at: number): Suffix | undefined {
  const letters = text.length - at;
  if (letters === 1) return decimals[text.charCodeAt(at)];
  if (letters === 2 && text.charCodeAt(at + 1) === SMALL_I) return binaries[text.charCodeAt(at)];
  return readExponent(text.slice(at));
}

/** An exponent is read as an int64 and cut to an int32, as Go does: `e4294967296` is `e0`. */
function readExponent(text: string): Suffix | undefined {
  if (!EXPONENT.test(text)) return undefined;
  const negative = text[1] === '-';
  const digits = text.replace(/^[eE][-+]?0*/, '');
  if (digits.length > 19) return undefined;
  const magnitude = BigInt(digits);
  if (magnitude > LARGEST_EXPONENT - (negative ? 0n : 1n)) return undefined;
  const exponent = Number(BigInt.asIntN(32, negative ? -magnitude : magnitude));
  return { format: 'DecimalExponent', exponent, factor: 1 };
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
