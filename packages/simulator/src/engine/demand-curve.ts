import type { StepFunction } from '@flyball/core';
import { type LatencyGoal, requiredPods, type SteadyService } from '../service/index.ts';
import type { Intensity } from '../workload/index.ts';

/** Rates within half a per cent of each other need the same number. */
const FINENESS = 100;

/** How many pods a load needs over time. */
export interface DemandCurve {
  /** From the start of the run; times in seconds. */
  readonly steps: StepFunction;
  /** The most that is needed at any time of a span. */
  readonly atMost: (from: number, to: number) => number;
}

/** The least numbers of pods that keep a goal under a load that is known. */
export function demandCurve(
  intensity: Intensity,
  service: SteadyService,
  goal: LatencyGoal,
): DemandCurve {
  const { edges, rates } = intensity;
  const known = new Map<number, number>();
  const podsFor = (level: number): number => {
    const cached = known.get(level);
    if (cached !== undefined) return cached;
    const pods = requiredPods(service, level === -Infinity ? 0 : Math.exp(level / FINENESS), goal);
    known.set(level, pods);
    return pods;
  };
  const steps: [number, number][] = [];
  let lastLevel = Number.NaN;
  for (let stair = 0; stair < rates.length; stair += 1) {
    const rate = rates[stair] as number;
    // Rounded up in the logarithm, so that a cached number is never too small.
    const level = rate > 0 ? Math.ceil(Math.log(rate) * FINENESS) : -Infinity;
    if (level === lastLevel) continue;
    lastLevel = level;
    const pods = podsFor(level);
    if (pods !== steps.at(-1)?.[1]) steps.push([edges[stair] as number, pods]);
  }
  return {
    steps,
    atMost(from, to) {
      let low = 0;
      let high = steps.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((steps[middle]?.[0] ?? Infinity) <= from) low = middle + 1;
        else high = middle;
      }
      let most = steps[low - 1]?.[1] ?? 0;
      for (let step = low; step < steps.length; step += 1) {
        const [time, pods] = steps[step] ?? [Infinity, 0];
        if (time >= to) break;
        most = Math.max(most, pods);
      }
      return most;
    },
  };
}
