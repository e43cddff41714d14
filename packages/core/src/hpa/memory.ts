import type { Status } from './status.ts';

/**
 * What a policy must remember between decisions: plain, readonly, serialisable and bounded by the
 * policy's longest window and period. Passed in and returned, never hidden; it survives a restart
 * when it is stored beside the target.
 */
export interface Memory {
  readonly version: 1;
  /** Raw recommendations within the stabilization windows; empty before the first look. */
  readonly recommendations: readonly Recommendation[];
  readonly scaleUpEvents: readonly ScaleEvent[];
  readonly scaleDownEvents: readonly ScaleEvent[];
  /**
   * A size that was decided and whose write has not been settled. A decision that still finds it
   * (the process died in between) settles it by what the scale shows.
   */
  readonly pending: PendingRescale | null;
  /** What `status` of the HorizontalPodAutoscaler shows, which later decisions build on. */
  readonly status: Status;
}

export interface Recommendation {
  readonly replicas: number;
  readonly at: number;
}

/** A change of size that counts against scaling policies. */
export interface ScaleEvent {
  /** How many replicas were added or removed; never negative. */
  readonly change: number;
  readonly at: number;
  /** Set once the event left the longest period of its direction: its slot may be reused. */
  readonly outdated: boolean;
}

export interface PendingRescale {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** The memory of a policy that has never been looked at. */
export const emptyMemory: Memory = {
  version: 1,
  recommendations: [],
  scaleUpEvents: [],
  scaleDownEvents: [],
  pending: null,
  status: {
    observedGeneration: null,
    lastScaleTime: null,
    currentReplicas: 0,
    desiredReplicas: 0,
    currentMetrics: [],
    conditions: [],
  },
};
