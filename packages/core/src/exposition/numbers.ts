import { goParseFloat } from '../go/index.ts';
import type { Cursor } from './cursor.ts';
import type { MetricType } from './entry.ts';

/** The value of a sample: what Go reads, without its newer forms (hexadecimal, underscores). */
export function readValue(cursor: Cursor, text: string): number {
  const value = /[pP_]/.test(text) ? undefined : goParseFloat(text);
  return value ?? cursor.fail(`${JSON.stringify(text)} is no number`, cursor.at - text.length);
}

/**
 * The bound of a bucket or a quantile as Prometheus stores it whatever way it was written:
 * `00050.0` and `50` are `50.0`. Other labels, and what is no number, stay.
 */
export function canonicalBound(type: MetricType, label: string, value: string): string {
  const isBound =
    (type === 'histogram' && label === 'le') || (type === 'summary' && label === 'quantile');
  const number = isBound ? goParseFloat(value) : undefined;
  return number === undefined ? value : formatBound(number);
}

/** The bound of a bucket as a label: `50.0`, `1.8e+06`, `+Inf`. */
export function formatBound(bound: number): string {
  if (!Number.isFinite(bound)) return formatValue(bound);
  const [digits = '', exponent = '0'] = bound.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) {
    const text = formatValue(bound);
    return text.includes('.') ? text : `${text}.0`;
  }
  // Go's %g: an exponent of two digits at least.
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** A number so that every reader of expositions reads the same one back. */
export function formatValue(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}
