import type { LogHistogram } from '@flyball/core';
import type { Pod, PodCounts } from './deployment/index.ts';
import type { AttemptCounts } from './requests/index.ts';

/** What has happened to attempts since the run began. Counts may be fractions in a fluid. */
export interface ServiceTotals extends AttemptCounts {
  /** Attempts that came. */
  readonly attempts: number;
  /** Requests that got no answer, however often they were tried. */
  readonly lost: number;
  /** Answered requests that took longer than the threshold of the run. */
  readonly slow: number;
  /** Integral over time of the attempts in the service. */
  readonly inSystemTime: number;
  /** Seconds that cores were busy, over all pods there have been. */
  readonly coreTime: number;
}

/**
 * A service as it runs: what an autoscaler, a scrape and a score see of it, whichever engine is
 * behind. Time is in seconds from the start of the run.
 */
export interface ServiceRun {
  readonly now: number;
  /** Runs up to an instant; requests that come exactly then are left to the next call. */
  advanceTo(limit: number): void;
  /** Changes how many pods there should be. */
  scaleTo(replicas: number): void;
  readonly pods: readonly Pod[];
  /** Grows whenever anything about the pods may have changed. */
  readonly podVersion: number;
  readonly counts: PodCounts;
  readonly totals: ServiceTotals;
  /** Attempts in the service now. */
  readonly inSystem: number;
  /** Requests that wait, at a pod or for one. */
  readonly waiting: number;
  /** Seconds that a pod's cores were busy. */
  podCoreTime(slot: number): number;
  /** Attempts at a pod now. */
  podLoad(slot: number): number;
  /**
   * What a pod has answered since its container started.
   *
   * @throws RangeError unless the service was started to keep it (`perPod`).
   */
  podTally(slot: number): AttemptCounts;
  /** The latencies of answered requests, first attempt to answer, since they were last cleared. */
  readonly latency: LogHistogram;
}
