import { CompensatedSum } from '../numbers/compensated-sum.ts';
import { largest, smallest } from '../numbers/extremes.ts';
import { mean } from '../numbers/mean.ts';
import { quantile } from '../numbers/quantile.ts';
import type { Window } from '../plan/window.ts';
import type { RangeFunction } from './range-function.ts';

export const avgOverTime: RangeFunction = ({ values, from, to }) => mean(values, from, to);
export const maxOverTime: RangeFunction = ({ values, from, to }) => largest(values, from, to);
export const minOverTime: RangeFunction = ({ values, from, to }) => smallest(values, from, to);
export const countOverTime: RangeFunction = (window) => window.size;
export const presentOverTime: RangeFunction = () => 1;
export const firstOverTime: RangeFunction = ({ values, from }) => values[from];
export const lastOverTime: RangeFunction = ({ values, to }) => values[to - 1];

export const sumOverTime: RangeFunction = ({ values, from, to }) => {
  const running = new CompensatedSum();
  for (let i = from; i < to; i++) running.add(values[i] ?? 0);
  return Math.abs(running.sum) === Number.POSITIVE_INFINITY ? running.sum : running.total;
};

/** The mean square of the distance from the mean, by Welford's method with compensated sums. */
export const stdvarOverTime: RangeFunction = ({ values, from, to }) => {
  const average = new CompensatedSum();
  const squares = new CompensatedSum();
  for (let i = from; i < to; i++) {
    const value = values[i] ?? 0;
    const distance = value - average.total;
    average.add(distance / (i - from + 1));
    squares.add(distance * (value - average.total));
  }
  return squares.total / (to - from);
};

export const stddevOverTime: RangeFunction = (window, parameters) =>
  Math.sqrt(stdvarOverTime(window, parameters) ?? 0);

export const quantileOverTime: RangeFunction = (window, [q = Number.NaN]) =>
  quantile(q, valuesOf(window));

/** The median distance from the median; NaN where any value is. */
export const madOverTime: RangeFunction = (window) => {
  const values = valuesOf(window);
  if (values.some(Number.isNaN)) return Number.NaN;
  const median = quantile(0.5, values);
  return quantile(
    0.5,
    values.map((value) => Math.abs(value - median)),
  );
};

/** How often a value is below the one before it. */
export const resets: RangeFunction = (window) =>
  countSteps(window, (value, previous) => value < previous);

/** How often a value is another than the one before it; NaN is NaN. */
export const changes: RangeFunction = (window) =>
  countSteps(
    window,
    (value, previous) => value !== previous && !(Number.isNaN(value) && Number.isNaN(previous)),
  );

function countSteps(
  { values, from, to }: Window,
  counts: (value: number, previous: number) => boolean,
): number {
  let count = 0;
  for (let i = from + 1; i < to; i++) {
    if (counts(values[i] ?? 0, values[i - 1] ?? 0)) count++;
  }
  return count;
}

export const tsOfFirstOverTime: RangeFunction = ({ times, from }) => (times[from] ?? 0) / 1000;
export const tsOfLastOverTime: RangeFunction = ({ times, to }) => (times[to - 1] ?? 0) / 1000;
export const tsOfMaxOverTime: RangeFunction = (window) =>
  timeOf(window, (value, found) => value >= found);
export const tsOfMinOverTime: RangeFunction = (window) =>
  timeOf(window, (value, found) => value <= found);

/** Second of the last sample that takes the place of the one found before; NaN gives it up. */
function timeOf(
  { times, values, from, to }: Window,
  replaces: (value: number, found: number) => boolean,
): number {
  let place = from;
  for (let i = from; i < to; i++) {
    const found = values[place] ?? 0;
    if (Number.isNaN(found) || replaces(values[i] ?? 0, found)) place = i;
  }
  return (times[place] ?? 0) / 1000;
}

function valuesOf({ values, from, to }: Window): readonly number[] {
  return [...values.subarray(from, to)];
}
