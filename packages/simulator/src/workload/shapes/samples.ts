import { requireNonNegative, requirePositive } from '@flyball/core';
import type { Shape } from '../shape.ts';
import type { SamplesWorkload } from '../workload.ts';

/** @throws RangeError for no samples, negative rates, or instants that do not rise. */
export function samplesShape(workload: SamplesWorkload, duration: number): Shape {
  const { points, between = 'hold', repeat = false } = workload;
  if (points.length === 0) throw new RangeError('points must hold at least one sample, got none');
  for (const [index, [time, rate]] of points.entries()) {
    requireNonNegative(`points[${index}] rate`, rate);
    const before = points[index - 1]?.[0];
    if (before !== undefined)
      requirePositive(`points[${index}] time - the one before`, time - before);
  }
  const first = points[0]?.[0] ?? 0;
  const last = points.at(-1)?.[0] ?? 0;
  const span = last - first + (last - (points.at(-2)?.[0] ?? last - 1));
  const folded = (t: number): number => (repeat ? first + ((t - first) % span) : t);
  return {
    rate(t) {
      const at = folded(t);
      const after = indexAfter(points, at);
      const [time, rate] = points[Math.max(0, after - 1)] ?? [0, 0];
      const next = points[after];
      if (between === 'hold' || next === undefined || at <= time) return rate;
      return rate + ((next[1] - rate) * (at - time)) / (next[0] - time);
    },
    breaks: breaks(points, repeat ? span : Infinity, duration),
  };
}

/** How many points lie at or before an instant. */
function indexAfter(points: readonly (readonly [number, number])[], at: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function breaks(
  points: readonly (readonly [number, number])[],
  span: number,
  duration: number,
): number[] {
  const all: number[] = [];
  for (let shift = 0; shift < duration; shift += span) {
    for (const [time] of points) if (time + shift < duration) all.push(time + shift);
  }
  return all;
}
