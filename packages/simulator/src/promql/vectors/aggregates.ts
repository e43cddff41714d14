import { CompensatedSum } from '../numbers/compensated-sum.ts';
import { largest, smallest } from '../numbers/extremes.ts';
import { mean } from '../numbers/mean.ts';
import { quantile } from '../numbers/quantile.ts';

/** What becomes of the values of a group, at least one, in their order. */
export type Aggregate = (values: readonly number[], parameter: number) => number;

export const AGGREGATES: Readonly<
  Record<
    'avg' | 'count' | 'group' | 'max' | 'min' | 'quantile' | 'stddev' | 'stdvar' | 'sum',
    Aggregate
  >
> = {
  avg: (values) => mean(values, 0, values.length),
  count: (values) => values.length,
  group: () => 1,
  max: (values) => largest(values, 0, values.length),
  min: (values) => smallest(values, 0, values.length),
  quantile: (values, q) => quantile(q, values),
  stddev: (values) => Math.sqrt(variance(values)),
  stdvar: variance,
  sum,
};

function sum(values: readonly number[]): number {
  const running = new CompensatedSum(values[0]);
  for (let i = 1; i < values.length; i++) running.add(values[i] ?? 0);
  return running.total;
}

/** The mean square of the distance from the mean, by Welford's method. */
function variance(values: readonly number[]): number {
  let average = values[0] ?? 0;
  let squares = Number.isFinite(average) ? 0 : Number.NaN;
  for (let i = 1; i < values.length; i++) {
    const distance = (values[i] ?? 0) - average;
    average += distance / (i + 1);
    squares += distance * ((values[i] ?? 0) - average);
  }
  return squares / values.length;
}
