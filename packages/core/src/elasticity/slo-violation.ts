import {
  requireBetween,
  requireFinite,
  requirePositive,
  requireSteps,
  type Step,
  type StepFunction,
  stepPieces,
} from '../numeric/index.ts';
import { worstWindow } from './worst-window.ts';

/** A run measured against a latency objective. */
export interface SloInput {
  /** Latency over time, in any unit; times in seconds. */
  readonly latency: StepFunction;
  /** Requests per second over time, >= 0. */
  readonly requestRate: StepFunction;
  /** Violated where latency is above this; equal is not. */
  readonly threshold: number;
  /** Length of the run in seconds, > 0. */
  readonly end: number;
  /** Share of requests that must be good, 0 to below 1. */
  readonly target: number;
  /** Length of the worst window in seconds, > 0; 300 is usual. */
  readonly window: number;
}

/** By time and by request, how far a run broke its objective. */
export interface SloViolation {
  readonly violationTime: number;
  readonly violationTimeShare: number;
  /** Integral of the latency above the threshold. */
  readonly excessIntegral: number;
  readonly requests: number;
  readonly badRequests: number;
  /** Null when there was no request. */
  readonly badRequestShare: number | null;
  /** Spans of violation; spans that touch are one. */
  readonly episodes: number;
  readonly longestEpisode: number;
  /** `badRequestShare / (1 - target)`: above 1 the error budget is spent; null without a request. */
  readonly errorBudgetBurn: number | null;
  /** Most violated seconds in any window. */
  readonly worstWindowViolationTime: number;
  readonly worstWindowStart: number;
  /** Most bad requests in any window. */
  readonly worstWindowBadRequests: number;
  readonly worstWindowBadRequestsStart: number;
}

/**
 * Scores a run against a latency objective.
 *
 * @throws RangeError for arguments outside the ranges of {@link SloInput}.
 */
export function sloViolation(input: SloInput): SloViolation {
  const { latency, requestRate, threshold, end, target, window } = input;
  requireSteps('latency', latency);
  requireSteps('requestRate', requestRate);
  requireFinite('threshold', threshold);
  requirePositive('end', end);
  requireBetween('target', target, 0, 1 - Number.EPSILON);
  requirePositive('window', window);
  const badTime: Step[] = [];
  const badRate: Step[] = [];
  let violationTime = 0;
  let excessIntegral = 0;
  let requests = 0;
  let badRequests = 0;
  let episodes = 0;
  let longestEpisode = 0;
  let episodeStart: number | undefined;
  for (const { from, to, values } of stepPieces([latency, requestRate], end)) {
    const [level = 0, rate = 0] = values;
    const time = to - from;
    const bad = level > threshold;
    requests += rate * time;
    badTime.push([from, bad ? 1 : 0]);
    badRate.push([from, bad ? rate : 0]);
    if (!bad) {
      episodeStart = undefined;
      continue;
    }
    violationTime += time;
    excessIntegral += (level - threshold) * time;
    badRequests += rate * time;
    if (episodeStart === undefined) {
      episodeStart = from;
      episodes += 1;
    }
    longestEpisode = Math.max(longestEpisode, to - episodeStart);
  }
  const worstTime = worstWindow(badTime, end, window);
  const worstRequests = worstWindow(badRate, end, window);
  const badRequestShare = requests > 0 ? badRequests / requests : null;
  return {
    violationTime,
    violationTimeShare: violationTime / end,
    excessIntegral,
    requests,
    badRequests,
    badRequestShare,
    episodes,
    longestEpisode,
    errorBudgetBurn: badRequestShare === null ? null : badRequestShare / (1 - target),
    worstWindowViolationTime: worstTime.total,
    worstWindowStart: worstTime.start,
    worstWindowBadRequests: worstRequests.total,
    worstWindowBadRequestsStart: worstRequests.start,
  };
}
