import type { LogHistogram } from '@flyball/core';
import type { AttemptCounts, Tally } from './tally.ts';

/** What happens to pods because of their requests. */
export interface PodHooks {
  /** A pod that takes no more requests has finished the last. */
  drained(pod: number, now: number): void;
  /** A pod's requests need more memory than it may have; it has been emptied. */
  outOfMemory(pod: number, now: number): void;
}

/** What runs requests through pods, one by one. Time is in seconds and only moves forward. */
export interface RequestRunner {
  readonly now: number;
  /** Attempts in the service: waiting, in service, downstream, or in their fixed time. */
  readonly inSystem: number;
  /** Integral over time of the attempts in the service. */
  readonly inSystemTime: number;
  /** Attempts that came to the service. */
  readonly attempts: number;
  /** Requests that got no answer, however often they were tried. */
  readonly lost: number;
  /** Answered requests that took longer than the threshold of the run. */
  readonly slow: number;
  /** Requests that wait, at a pod or for one. */
  readonly waiting: number;
  /** Seconds that cores (or workers) were busy, over all pods there have been. */
  readonly coreTime: number;
  /** Counters of attempts, as the service's gateway sees them. */
  readonly tally: Tally;
  /** From first attempt to answer, of answered requests, since it was last cleared. */
  readonly latency: LogHistogram;
  /** Starts a pod; it gets requests once it is ready. */
  addPod(pod: number): void;
  /** Lets a pod have requests, or no more. It goes on with those that it has. */
  setReady(pod: number, ready: boolean): void;
  /** Changes the speed of a pod; 1 is full. */
  setSpeed(pod: number, speed: number): void;
  /** Takes a pod out of service; `drained` tells when it has finished, at once when it is idle. */
  drain(pod: number): void;
  /** Empties a pod; what it had has crashed. The pod itself stays, not ready. */
  crash(pod: number): void;
  /** Ends a pod; what it still has crashes with it. */
  removePod(pod: number): void;
  /** Attempts at a pod. */
  podLoad(pod: number): number;
  /** Seconds that a pod's cores (or workers) were busy. */
  podCoreTime(pod: number): number;
  /**
   * What a pod has answered since its container started.
   *
   * @throws RangeError unless the model says to keep it (`perPod`).
   */
  podTally(pod: number): AttemptCounts;
  /**
   * Runs up to an instant, which itself is not reached: what happens exactly then is left to the next
   * call. Stops early, at `now`, when a hook was called, since that may change what comes next.
   */
  advanceTo(limit: number): void;
}
