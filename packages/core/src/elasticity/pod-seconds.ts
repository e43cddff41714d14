import {
  requireInteger,
  requireNonNegative,
  requirePositive,
  requireSteps,
  type StepFunction,
  stepPieces,
} from '../numeric/index.ts';

/** What a run held, and what it costs. */
export interface PodSecondsInput {
  /** Pods that exist, ready or not, until they are gone; times in seconds. */
  readonly requested: StepFunction;
  /** Pods that take requests. */
  readonly ready: StepFunction;
  /** Length of the run in seconds, > 0. */
  readonly end: number;
  readonly pricePerPodHour: number;
  /** Integer >= 1. */
  readonly podsPerNode: number;
  readonly pricePerNodeHour: number;
}

/** Resource use and its price, by pod and by whole nodes. */
export interface PodSeconds {
  readonly requestedPodSeconds: number;
  readonly readyPodSeconds: number;
  readonly meanRequested: number;
  readonly maxRequested: number;
  readonly cost: number;
  /** Integral of the nodes that the requested pods fill, partly filled ones counted whole. */
  readonly nodeSeconds: number;
  readonly nodeCost: number;
}

/**
 * Adds up what a run held and what it costs.
 *
 * @throws RangeError for arguments outside the ranges of {@link PodSecondsInput}.
 */
export function podSeconds(input: PodSecondsInput): PodSeconds {
  const { requested, ready, end, podsPerNode } = input;
  requireSteps('requested', requested);
  requireSteps('ready', ready);
  requirePositive('end', end);
  requireNonNegative('pricePerPodHour', input.pricePerPodHour);
  requireInteger('podsPerNode', podsPerNode, 1);
  requireNonNegative('pricePerNodeHour', input.pricePerNodeHour);
  let requestedPodSeconds = 0;
  let readyPodSeconds = 0;
  let nodeSeconds = 0;
  let maxRequested = 0;
  for (const { from, to, values } of stepPieces([requested, ready], end)) {
    const [pods = 0, serving = 0] = values;
    requestedPodSeconds += pods * (to - from);
    readyPodSeconds += serving * (to - from);
    nodeSeconds += Math.ceil(pods / podsPerNode) * (to - from);
    maxRequested = Math.max(maxRequested, pods);
  }
  return {
    requestedPodSeconds,
    readyPodSeconds,
    meanRequested: requestedPodSeconds / end,
    maxRequested,
    cost: (requestedPodSeconds / 3600) * input.pricePerPodHour,
    nodeSeconds,
    nodeCost: (nodeSeconds / 3600) * input.pricePerNodeHour,
  };
}
