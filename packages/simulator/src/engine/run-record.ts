import type { Decision, LogHistogramData, StepFunction } from '@flyball/core';
import type { LatencyGoal } from '../service/index.ts';

/** What happened in one span of a run. Latencies are seconds; null where nothing was answered. */
export interface RunBin {
  readonly from: number;
  readonly to: number;
  /** Attempts that came. */
  readonly attempts: number;
  /** Requests that were answered. */
  readonly answered: number;
  /** Answered, but later than the goal allows. */
  readonly slow: number;
  /** Not answered, however often they were tried. */
  readonly lost: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Requests in the service at its end, and of them those that wait. */
  readonly inSystem: number;
  readonly waiting: number;
  /** Mean cores busy. */
  readonly cores: number;
}

/** A run as it was: all that a score and a report need. Times are seconds from its start. */
export interface RunRecord {
  readonly seed: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  readonly duration: number;
  readonly goal: LatencyGoal;
  readonly bins: readonly RunBin[];
  /** Latencies of all answered requests. */
  readonly latency: LogHistogramData;
  /** What was asked for, what was there (those being deleted included), and what served. */
  readonly desired: StepFunction;
  readonly existing: StepFunction;
  readonly ready: StepFunction;
  readonly nodes: StepFunction;
  /** Pods that the load needed. */
  readonly demand: StepFunction;
  /** Looks that changed something, or came to another reason than the look before. */
  readonly decisions: readonly Decision[];
  readonly totals: {
    readonly attempts: number;
    readonly answered: number;
    readonly slow: number;
    readonly lost: number;
    readonly coreSeconds: number;
    /** Integral of the requests in the service, and sum of their sojourns: Little's law joins them. */
    readonly inSystemSeconds: number;
  };
}
