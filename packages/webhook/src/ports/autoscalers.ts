import type { CallOptions, Result } from './call.ts';

/**
 * A HorizontalPodAutoscaler that somebody has applied to the cluster: it owns its target's size, so
 * we stay away from that, or move its floor and leave the rest to it.
 */
export interface ClusterAutoscaler {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** Changes with every write of it, the controller's own included. */
  readonly resourceVersion: string;
  readonly target: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
  };
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** What made it and will put it back, such as a ScaledObject; null when nothing does. */
  readonly owner: { readonly kind: string; readonly name: string } | null;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Annotations to set; null removes one, and what is not named stays. */
export type AnnotationChanges = Readonly<Record<string, string | null>>;

/** The cluster's own autoscalers. */
export interface Autoscalers {
  /** All of a namespace, by name. */
  list(namespace: string, options: CallOptions): Promise<Result<readonly ClusterAutoscaler[]>>;

  /**
   * Moves the floor of one and its annotations, in one write, provided that it still has the
   * `resourceVersion` that it was read with; else `conflict`.
   */
  setMinReplicas(
    autoscaler: ClusterAutoscaler,
    minReplicas: number,
    annotations: AnnotationChanges,
    options: CallOptions,
  ): Promise<Result<ClusterAutoscaler>>;
}
