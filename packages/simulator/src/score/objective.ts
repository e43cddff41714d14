import { type Step, stepPieces } from '@flyball/core';
import type { RunRecord } from '../engine/index.ts';

/** How a run kept its goal. Shares are 0 to 1; null when there was no request. */
export interface ObjectiveScore {
  readonly requests: number;
  readonly slow: number;
  readonly lost: number;
  /** Share of requests that were slow or lost. */
  readonly missedByRequest: number | null;
  /** Share of time in which more requests missed than the goal allows. */
  readonly missedByTime: number;
  /** Share of requests that missed in the worst five minutes, and when they began. */
  readonly worstFiveMinutes: number | null;
  readonly worstFiveMinutesStart: number | null;
  /** `missedByRequest` over what the goal allows: above 1 the error budget is spent. */
  readonly errorBudgetBurn: number | null;
  /** Share of the misses that fell between a shortage of pods and the next one to be ready. */
  readonly missedWhileReacting: number | null;
}

const WINDOW = 300;

/** Scores a run against its goal, bin by bin. */
export function objectiveScore(run: RunRecord): ObjectiveScore {
  const { goal, duration, bins } = run;
  const allowed = 1 - goal.share;
  const misses = bins.map(({ slow, lost }) => slow + lost);
  const counts = bins.map(({ answered, lost }) => answered + lost);
  const requests = total(counts);
  const missed = total(misses);
  const badTime = bins.reduce((sum, { from, to }, k) => {
    const count = counts[k] ?? 0;
    return count > 0 && (misses[k] ?? 0) > allowed * count ? sum + to - from : sum;
  }, 0);
  const worst = worstWindow(run, misses, counts);
  return {
    requests,
    slow: run.totals.slow,
    lost: run.totals.lost,
    missedByRequest: requests > 0 ? missed / requests : null,
    missedByTime: badTime / duration,
    worstFiveMinutes: worst?.share ?? null,
    worstFiveMinutesStart: worst?.start ?? null,
    errorBudgetBurn: requests > 0 ? missed / requests / allowed : null,
    missedWhileReacting: missed > 0 ? missedWhileReacting(run, misses) / missed : null,
  };
}

/** The five minutes, from one bin to another, in which the largest share missed. */
function worstWindow(
  { bins }: RunRecord,
  misses: readonly number[],
  counts: readonly number[],
): { readonly share: number; readonly start: number } | undefined {
  let worst: { share: number; start: number } | undefined;
  let first = 0;
  let missed = 0;
  let count = 0;
  for (const [last, { to }] of bins.entries()) {
    missed += misses[last] ?? 0;
    count += counts[last] ?? 0;
    while (to - (bins[first + 1]?.from ?? Infinity) >= WINDOW) {
      missed -= misses[first] ?? 0;
      count -= counts[first] ?? 0;
      first += 1;
    }
    const start = bins[first]?.from ?? 0;
    const whole = to - start >= WINDOW || last === bins.length - 1;
    if (!whole || count <= 0) continue;
    const share = Math.max(0, missed / count);
    if (worst === undefined || share > worst.share + 1e-12) worst = { share, start };
  }
  return worst;
}

function missedWhileReacting(run: RunRecord, misses: readonly number[]): number {
  const rates: Step[] = run.bins.map(({ from, to }, k) => [from, (misses[k] ?? 0) / (to - from)]);
  let sum = 0;
  for (const { from, to } of shortages(run)) {
    for (const piece of stepPieces([rates], run.duration)) {
      const overlap = Math.min(piece.to, to) - Math.max(piece.from, from);
      if (overlap > 0) sum += overlap * (piece.values[0] ?? 0);
    }
  }
  return sum;
}

/** A time in which pods were missing and none had come yet. */
export interface Shortage {
  readonly from: number;
  /** When the next pod was ready, or the need was over. */
  readonly to: number;
  /** Whether a pod came. */
  readonly answered: boolean;
}

/** From each instant at which demand comes to exceed the ready pods until one more is ready. */
export function shortages(run: RunRecord): Shortage[] {
  const found: Shortage[] = [];
  let open: { readonly from: number; ready: number } | undefined;
  /** Whether there have been enough since the last shortage: a shortage is answered once. */
  let settled = true;
  for (const { from, values } of stepPieces([run.demand, run.ready], run.duration)) {
    const [needed = 0, ready = 0] = values;
    if (open !== undefined && (ready > open.ready || ready >= needed)) {
      found.push({ from: open.from, to: from, answered: ready > open.ready });
      open = undefined;
    }
    if (open !== undefined) open.ready = ready;
    if (ready >= needed) settled = true;
    else if (settled) {
      settled = false;
      open = { from, ready };
    }
  }
  if (open !== undefined) found.push({ from: open.from, to: run.duration, answered: false });
  return found;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
