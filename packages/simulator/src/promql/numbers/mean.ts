import { CompensatedSum } from './compensated-sum.ts';

/**
 * The mean of some values, at least one: their compensated sum by their number. From the value on
 * with which the sum would become infinite the mean itself is carried on.
 */
export function mean(values: ArrayLike<number>, from: number, to: number): number {
  const running = new CompensatedSum(values[from] ?? 0);
  let count = 1;
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0;
    const { sum, compensation } = running;
    running.add(value);
    if (Math.abs(running.sum) === Number.POSITIVE_INFINITY) {
      running.sum = sum / count;
      running.compensation = compensation / count;
      return carriedMean(running, values, i, to, count);
    }
    count++;
  }
  return running.sum / count + running.compensation / count;
}

function carriedMean(
  running: CompensatedSum,
  values: ArrayLike<number>,
  from: number,
  to: number,
  before: number,
): number {
  let count = before;
  for (let i = from; i < to; i++) {
    count++;
    const share = (count - 1) / count;
    running.sum *= share;
    running.compensation *= share;
    running.add((values[i] ?? 0) / count);
  }
  return running.total;
}
