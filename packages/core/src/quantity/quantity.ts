import { addInt64, type Int64, integer, MIN_INT64, negateInt64 } from '../go/index.ts';
import { compareScaled, signOf } from './compare.ts';
import { MAX_DIGITS, QuantityError } from './error.ts';
import type { QuantityFormat } from './format.ts';
import { bigPower, goPower } from './powers.ts';
import { printQuantity } from './print.ts';
import { scaleDecimal, scaleDown, scaleUp, scaleUpExactly } from './scale.ts';

/** Which of Go's two representations a quantity has; some answers depend on it. */
export type Store = 'fast' | 'decimal';

/** Go's answer with an `ok` beside it: the value means nothing unless `ok`. */
export interface Int64Answer {
  readonly value: Int64;
  readonly ok: boolean;
}

/**
 * A Kubernetes `resource.Quantity`: an exact decimal number that remembers how it is written.
 * Immutable. Made by `parseQuantity`, `newQuantity` and their like.
 *
 * Every answer is bit for bit that of apimachinery 0.37, its overflows included: a value that no
 * int64 holds comes out as other digits or as 0, without an error. Compare and print what may be
 * that large; within ±9,223,372,036,854,775 (2^63 / 1000) thousandths are right.
 */
export class Quantity {
  /** How it is printed. */
  readonly format: QuantityFormat;
  // The value is mantissa · 10^exponent. A fast mantissa is an int64, a decimal one has any size.
  private readonly mantissa: Int64;
  private readonly exponent: number;
  private readonly store: Store;
  /** The text it was read from, where Kubernetes takes that for canonical; else empty. */
  private readonly text: string;

  constructor(
    mantissa: Int64,
    exponent: number,
    format: QuantityFormat,
    store: Store = 'fast',
    text = '',
  ) {
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.format = format;
    this.store = store;
    this.text = text;
  }

  /** The whole units, a fraction rounded away from zero (see `scaledValue`). */
  value(): Int64 {
    return this.scaledValue(0);
  }

  /** The thousandths, smaller parts rounded away from zero: what the autoscaler computes with. */
  milliValue(): Int64 {
    return this.scaledValue(-3);
  }

  /**
   * The multiples of 10^scale, what is smaller rounded away from zero. A number that the original
   * keeps as a decimal (finer than 10^-9 as written, more than 18 digits, a fraction of a binary
   * unit) instead adds one to the truncated quotient: the milli value of `-0.1n` is 1. Overflow is
   * Go's: other digits, or 0.
   */
  scaledValue(scale: number): Int64 {
    const { mantissa, exponent } = this;
    if (this.store === 'decimal') return scaleDecimal(mantissa, exponent - scale);
    // The difference of two int32 wraps in Go.
    if (exponent < scale) return scaleDown(mantissa, (scale - exponent) | 0);
    return scaleUp(mantissa, (exponent - scale) | 0);
  }

  /** The whole units where they are stored as such: not ok for a fraction, or beyond 18 digits. */
  asInt64(): Int64Answer {
    const { mantissa, exponent } = this;
    if (this.store === 'decimal' || exponent < 0) return { value: 0, ok: false };
    return {
      value: scaleUp(mantissa, exponent),
      ok: scaleUpExactly(mantissa, exponent) !== undefined,
    };
  }

  /** Near the value, with two roundings: `0.3` is 0.30000000000000004. */
  asApproximateFloat64(): number {
    const base = Number(this.mantissa);
    return this.exponent === 0 ? base : base * goPower(this.exponent);
  }

  sign(): -1 | 0 | 1 {
    return signOf(this.mantissa);
  }

  isZero(): boolean {
    return this.mantissa === 0;
  }

  /** The exact order, whatever the formats: -1 below `other`, 0 equal, 1 above. */
  compare(other: Quantity): -1 | 0 | 1 {
    return compareScaled(this.mantissa, this.exponent, other.mantissa, other.exponent);
  }

  /**
   * The exact sum, in the format of this one; zero takes over the other's.
   *
   * @throws {QuantityError} `size`, when the exponents lie too far apart
   */
  add(other: Quantity): Quantity {
    return this.plus(other, false);
  }

  /** The exact difference; see `add`. */
  subtract(other: Quantity): Quantity {
    return this.plus(other, true);
  }

  private plus(other: Quantity, negated: boolean): Quantity {
    const { mantissa, exponent } = this;
    const format = mantissa === 0 ? other.format : this.format;
    if (this.store === 'fast' && other.store === 'fast') {
      const addend = negated ? negateInt64(other.mantissa) : other.mantissa;
      if (addend === 0) return new Quantity(mantissa, exponent, format);
      if (mantissa === 0) return new Quantity(addend, other.exponent, format);
      const lower = Math.min(exponent, other.exponent);
      const left = scaleUpExactly(mantissa, exponent - lower);
      const right = scaleUpExactly(addend, other.exponent - lower);
      const sum = left === undefined || right === undefined ? undefined : addInt64(left, right);
      if (sum !== undefined) return new Quantity(sum, lower, format);
    }
    return this.plusDecimal(other, negated, format);
  }

  private plusDecimal(other: Quantity, negated: boolean, format: QuantityFormat): Quantity {
    const lower = Math.min(this.exponent, other.exponent);
    const shift = Math.max(this.exponent, other.exponent) - lower;
    if (shift > MAX_DIGITS) {
      throw new QuantityError('size', `${this} ${negated ? '-' : '+'} ${other}`);
    }
    const addend = BigInt(other.mantissa) * bigPower(other.exponent - lower);
    const sum = BigInt(this.mantissa) * bigPower(this.exponent - lower);
    return new Quantity(integer(negated ? sum - addend : sum + addend), lower, format, 'decimal');
  }

  /** The text it was read from where that was canonical already (`+5`, `1.500`), else `canonical`. */
  toString(): string {
    return this.text === '' ? this.canonical() : this.text;
  }

  /**
   * The canonical text: `1500m`, `1536Mi`, `10e399`. Beware of DecimalSI beyond 10^21: like the
   * original it loses the exponent when the digits end in 21 zeros.
   */
  canonical(): string {
    const { mantissa, exponent, format } = this;
    // Go strips factors from the magnitude, and the least int64 has none.
    if (mantissa === MIN_INT64 && exponent === 0 && this.store === 'fast') return `${mantissa}`;
    return printQuantity(mantissa, exponent, format);
  }

  /** As in JSON: the text, a string. */
  toJSON(): string {
    return this.toString();
  }
}
