import { type Int64, integer } from '../go/index.ts';
import type { QuantityFormat } from './format.ts';
import { bigPower, exactPower } from './powers.ts';
import { dividesByPower } from './scale.ts';
import { binarySuffix, decimalSuffix } from './suffix.ts';

/**
 * The canonical text of `mantissa · 10^exponent`: no fraction digits, the largest suffix that needs
 * none. BinarySI below 1024 in magnitude, or with a fraction, is printed as DecimalSI.
 */
export function printQuantity(mantissa: Int64, exponent: number, format: QuantityFormat): string {
  if (mantissa === 0) return '0';
  if (format !== 'BinarySI') return printDecimal(mantissa, exponent, format);
  if (!dividesByPower(mantissa, -exponent)) return printDecimal(mantissa, exponent, 'DecimalSI');
  const value = atUnits(mantissa, exponent);
  if (value > -1024 && value < 1024) return printDecimal(value, 0, 'DecimalSI');
  return printBinary(value);
}

function printDecimal(mantissa: Int64, exponent: number, format: QuantityFormat): string {
  if (typeof mantissa === 'bigint') return printBigDecimal(mantissa, exponent, format);
  let digits = mantissa;
  let power = exponent;
  while (power % 3 !== 0 && digits % 10 === 0) {
    digits /= 10;
    power++;
  }
  const excess = ((power % 3) + 3) % 3;
  if (excess !== 0) {
    digits *= exactPower(excess);
    power -= excess;
    if (!Number.isSafeInteger(digits)) return printBigDecimal(BigInt(mantissa), exponent, format);
  } else {
    while (digits % 1000 === 0) {
      digits /= 1000;
      power += 3;
    }
  }
  return digits + decimalSuffix(power, format);
}

function printBigDecimal(mantissa: bigint, exponent: number, format: QuantityFormat): string {
  const text = mantissa.toString();
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x30) end--;
  const power = exponent + text.length - end;
  const excess = ((power % 3) + 3) % 3;
  return text.slice(0, end) + '0'.repeat(excess) + decimalSuffix(power - excess, format);
}

function printBinary(value: Int64): string {
  let power = 0;
  let digits = value;
  if (typeof digits === 'bigint') {
    let big = digits;
    while ((big & 1023n) === 0n) {
      big >>= 10n;
      power++;
    }
    digits = big;
  } else {
    while (digits % 1024 === 0) {
      digits /= 1024;
      power++;
    }
  }
  return digits + binarySuffix(power);
}

/** `mantissa · 10^exponent`, known to be an integer. */
function atUnits(mantissa: Int64, exponent: number): Int64 {
  if (exponent === 0) return mantissa;
  if (exponent > 0) return integer(BigInt(mantissa) * bigPower(exponent));
  if (typeof mantissa === 'number') return mantissa / exactPower(-exponent);
  return integer(mantissa / bigPower(-exponent));
}
