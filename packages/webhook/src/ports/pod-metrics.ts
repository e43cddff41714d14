import type { Requests } from '@flyball/core';
import type { CallOptions, Result } from './call.ts';

/** What the containers of one pod used on average over a short window. */
export interface PodUsage {
  /** The name of the pod. */
  readonly name: string;
  /** When the window ended, in milliseconds since the epoch. */
  readonly at: number;
  /** How long the window was, in milliseconds. */
  readonly window: number;
  readonly containers: readonly ContainerUsage[];
}

export interface ContainerUsage {
  readonly name: string;
  /** By resource, in thousandths of its unit: `cpu` in millicores, `memory` in millibytes. */
  readonly usage: Requests;
}

/** Measures pods as Kubernetes does for metrics of type Resource and ContainerResource. */
export interface PodMetricsSource {
  /**
   * The usage of the pods that a label selector selects. A pod that is not there has not been
   * measured yet: it is missing, and never zero.
   */
  podUsage(
    namespace: string,
    selector: string,
    options: CallOptions,
  ): Promise<Result<readonly PodUsage[]>>;
}
