import { formatInstant } from '../../time/index.ts';
import type { Milli } from '../milli.ts';

/** A number of thousandths as a decimal: 102312 is `102.312`. */
export function decimal(milli: Milli): string {
  const text = String(milli);
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return `${negative ? '-' : ''}${digits.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A ratio to four digits: `2.558`. */
export function ratioText(ratio: number): string {
  return Number.isFinite(ratio) ? String(Number(ratio.toPrecision(4))) : String(ratio);
}

/** The time of day, to the second unless it is not whole: `13:11:12Z`, `13:11:12.250Z`. */
export function clock(instant: number): string {
  const rest = ((instant % 1000) + 1000) % 1000;
  const second = formatInstant(instant).slice(11, 19);
  return rest === 0 ? `${second}Z` : `${second}.${String(Math.trunc(rest)).padStart(3, '0')}Z`;
}

/** A span: `250 ms`, `4 s`, `1m 52s`, `1h 5m`. */
export function span(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return parts(minutes, 'm', seconds % 60, 's');
  return parts(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
}

function parts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit} ${small}${smallUnit}`;
}

/** `1 replica`, `7 replicas`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
