import type { Int64 } from '../go/index.ts';
import type { QuantityFormat } from './format.ts';
import { parseQuantity } from './parse.ts';
import { printQuantity } from './print.ts';

/**
 * The text of so many thousandths, without a quantity in between: 40000 is `40`, 102312 is
 * `102312m`, and 1048576000 as BinarySI is `1Mi`. For inner loops.
 */
export function formatMilli(milli: Int64, format: QuantityFormat = 'DecimalSI'): string {
  return printQuantity(milli, -3, format);
}

/**
 * The thousandths of a quantity's text, smaller parts rounded away from zero: `0.1m` is 1. A number
 * while it is a safe integer, a bigint beyond.
 *
 * @throws {QuantityError} when the text is no quantity
 */
export function parseMilli(text: string): Int64 {
  return parseQuantity(text).milliValue();
}
