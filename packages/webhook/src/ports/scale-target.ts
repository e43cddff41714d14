import type { Pod, Scale } from '@flyball/core';
import type { CallOptions, Result } from './call.ts';

/** The workload that a policy scales: any resource with a scale subresource. */
export interface TargetReference {
  /** Group and version as the manifest says it, such as `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The scale subresource of a target, and which writing of it this is. */
export interface TargetScale extends Scale {
  /** Changes with every write of the object; a write that names an old one is a conflict. */
  readonly resourceVersion: string;
  /** Differs between an object and a later one of the same name. */
  readonly uid: string;
}

/**
 * Reads and writes replica counts.
 *
 * ```
 * readScale ──► { specReplicas: 3, resourceVersion: '17' }
 *                       │ decide: 7
 * writeScale(7, '17') ◄─┘ ──► ok '18'   or   conflict, when somebody else wrote '18' first
 * ```
 */
export interface ScaleTarget {
  readScale(target: TargetReference, options: CallOptions): Promise<Result<TargetScale>>;

  /** All pods of the namespace that match a label selector. */
  listPods(
    namespace: string,
    selector: string,
    options: CallOptions,
  ): Promise<Result<readonly Pod[]>>;

  /**
   * Sets `spec.replicas`, provided that the object still has `resourceVersion`.
   * @returns the scale after the write
   */
  writeScale(
    target: TargetReference,
    replicas: number,
    resourceVersion: string,
    options: CallOptions,
  ): Promise<Result<TargetScale>>;
}
