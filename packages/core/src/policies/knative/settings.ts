/** What the autoscaler of one revision works by. Durations in milliseconds. */
export interface KpaSettings {
  /** `concurrency` or `rps`; what other classes scale by is told as it stands, and averaged as concurrency. */
  readonly scalingMetric: string;
  /** A look may multiply the ready pods by this at most; above 1. */
  readonly maxScaleUpRate: number;
  /** A look may divide the ready pods by this at most; above 1. */
  readonly maxScaleDownRate: number;
  /** What one pod is meant to carry: its total by the utilization that is aimed at. */
  readonly targetValue: number;
  /** What one pod can carry. */
  readonly totalValue: number;
  /** The burst that must fit without queueing; -1 for any burst, 0 for none. */
  readonly targetBurstCapacity: number;
  /** From how many times the ready pods on the panic window's wish begins a panic. */
  readonly panicThreshold: number;
  readonly stableWindow: number;
  /** For how long a smaller size must have been enough before it is taken. */
  readonly scaleDownDelay: number;
  /** Whether anything routes to the revision; one that nothing routes to may shrink at once. */
  readonly reachable: boolean;
  /** The size from which a revision with traffic starts; 0 and 1 are off. */
  readonly activationScale: number;
}

/** The algorithm's tick, and the grid of the scale-down delay, in milliseconds. */
export const KPA_TICK = 2_000;

/** The smallest target per pod that the algorithm takes. */
export const LEAST_TARGET = 0.01;
