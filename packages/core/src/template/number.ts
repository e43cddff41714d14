import { goParseFloat } from '../go/index.ts';
import { Imaginary, type TemplateValue } from './value.ts';

const PATTERN = new RegExp(
  [
    '[-+]?0[xX][0-9a-fA-F_]*(?:\\.[0-9a-fA-F_]*)?(?:[pP][-+]?[0-9_]*)?i?',
    '[-+]?0[oO][0-7_]*(?:\\.[0-7_]*)?i?',
    '[-+]?0[bB][01_]*(?:\\.[01_]*)?i?',
    '[-+]?[0-9_]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9_]*)?i?',
  ].join('|'),
  'y',
);
const INTEGER =
  /^([-+]?)(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?[0-7])+|0|[1-9](?:_?[0-9])*)$/;
const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 64n - 1n;
/** A larger integer is read, but no int holds it: it fails when the template runs. */
export const LARGEST_INT: bigint = 2n ** 63n - 1n;

/** How many characters at this place look like a number; nothing if a sign stands alone. */
export function scanNumber(text: string, offset: number): number | undefined {
  PATTERN.lastIndex = offset;
  const found = PATTERN.exec(text)?.[0] ?? '';
  return /[0-9]/.test(found) ? found.length : undefined;
}

export type Constant =
  | { readonly ok: true; readonly value: TemplateValue }
  | { readonly ok: false; readonly message: string };

/** The value of a numeric constant as Go's text/template types it: int, float64 or complex128. */
export function numericConstant(source: string): Constant {
  if (source.endsWith('i')) {
    const part = goParseFloat(source.slice(0, -1));
    if (part === undefined) return malformed(source);
    return { ok: true, value: part === 0 ? 0n : new Imaginary(part) };
  }
  const whole = integer(source);
  if (whole !== undefined) {
    if (whole < SMALLEST || whole > LARGEST) return malformed(source, 'does not fit 64 bits');
    return { ok: true, value: whole };
  }
  const value = goParseFloat(source);
  if (value === undefined) return malformed(source);
  if (!/[.eEpP]/.test(source)) return malformed(source, 'does not fit 64 bits');
  return { ok: true, value };
}

function malformed(source: string, why = 'is no number that Go reads'): Constant {
  return { ok: false, message: `${source} ${why}` };
}

function integer(source: string): bigint | undefined {
  const match = INTEGER.exec(source);
  if (match === null) return undefined;
  const digits = (match[2] ?? '').replaceAll('_', '');
  const magnitude = BigInt(/^0[0-9]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -magnitude : magnitude;
}
