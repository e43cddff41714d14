import { requirePositive, requireSteps, type StepFunction, stepPieces } from '../numeric/index.ts';

/** How fast a run followed a step of its load; times in seconds, null where it never happened. */
export interface TimeToScale {
  /** When demand first rose. */
  readonly loadStep: number;
  /** From then until the number of ready pods changed. */
  readonly timeToFirstChange: number | null;
  /** From then until there were enough. */
  readonly timeToScale: number | null;
  /** Integral of what was missing, over the whole run. */
  readonly deficitPodSeconds: number;
}

/**
 * How long a service took to follow the first rise of its demand.
 *
 * @param demand replicas needed; times in seconds.
 * @param ready replicas that take requests.
 * @param end length of the run in seconds, > 0.
 * @returns null when demand never rises before `end`.
 * @throws RangeError for arguments outside these ranges.
 */
export function timeToScale(
  demand: StepFunction,
  ready: StepFunction,
  end: number,
): TimeToScale | null {
  requireSteps('demand', demand);
  requireSteps('ready', ready);
  requirePositive('end', end);
  const rise = demand.find(([, value], index) => value > (demand[index - 1]?.[1] ?? Infinity));
  if (rise === undefined || rise[0] >= end) return null;
  const [loadStep, needed] = rise;
  let deficitPodSeconds = 0;
  let firstChange: number | null = null;
  let enough: number | null = null;
  let readyBefore: number | undefined;
  for (const { from, to, values } of stepPieces([demand, ready], end)) {
    const [demanded = 0, serving = 0] = values;
    deficitPodSeconds += Math.max(0, demanded - serving) * (to - from);
    if (from > loadStep && firstChange === null && serving !== readyBefore) firstChange = from;
    if (from >= loadStep && enough === null && serving >= needed) enough = from;
    readyBefore = serving;
  }
  return {
    loadStep,
    timeToFirstChange: firstChange === null ? null : firstChange - loadStep,
    timeToScale: enough === null ? null : enough - loadStep,
    deficitPodSeconds,
  };
}
