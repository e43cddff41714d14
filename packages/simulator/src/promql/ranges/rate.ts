import { goSeconds } from '../numbers/seconds.ts';
import type { Window } from '../plan/window.ts';
import type { RangeFunction } from './range-function.ts';

/**
 * What a window's change comes to over its whole range. Samples do not reach its borders: the change
 * is extended to a border that is about one interval away, else by half an interval; a counter never
 * below zero. At a drop a counter has started again from zero.
 */
function extrapolate(window: Window, counter: boolean, perSecond: boolean): number | undefined {
  const { times, values, from, to } = window;
  if (to - from < 2) return undefined;
  const first = values[from] ?? 0;
  const firstTime = times[from] ?? 0;
  const lastTime = times[to - 1] ?? 0;
  let change = (values[to - 1] ?? 0) - first;
  if (counter && window.mayDrop) change = withResets(window, change);
  const sampled = (lastTime - firstTime) / 1000;
  const average = sampled / (to - from - 1);
  const limit = average * 1.1;
  let start = (firstTime - window.start) / 1000;
  let end = (window.end - lastTime) / 1000;
  if (start >= limit) start = average / 2;
  if (counter && change > 0 && first >= 0) {
    const zero = sampled * (first / change);
    if (zero < start) start = zero;
  }
  if (end >= limit) end = average / 2;
  let factor = (sampled + start + end) / sampled;
  if (perSecond) factor /= goSeconds(window.end - window.start);
  return change * factor;
}

function withResets({ values, from, to }: Window, change: number): number {
  let total = change;
  let previous = values[from] ?? 0;
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0;
    if (value < previous) total += previous;
    previous = value;
  }
  return total;
}

/** The same from the last two samples alone, and only between them. */
function instantaneous({ times, values, to, size }: Window, counter: boolean): number | undefined {
  if (size < 2) return undefined;
  const last = values[to - 1] ?? 0;
  const previous = values[to - 2] ?? 0;
  const dropped = counter && last < previous;
  const change = dropped ? last : last - previous;
  if (!counter) return change;
  return change / (((times[to - 1] ?? 0) - (times[to - 2] ?? 0)) / 1000);
}

export const rate: RangeFunction = (window) => extrapolate(window, true, true);
export const increase: RangeFunction = (window) => extrapolate(window, true, false);
export const delta: RangeFunction = (window) => extrapolate(window, false, false);
export const irate: RangeFunction = (window) => instantaneous(window, true);
export const idelta: RangeFunction = (window) => instantaneous(window, false);
