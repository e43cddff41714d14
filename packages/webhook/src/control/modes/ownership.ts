import type { ClusterAutoscaler, TargetReference } from '../../ports/index.ts';

/**
 * The autoscalers of the cluster that have the size of a target: those that name it, in whatever
 * version of its API group. A ScaledObject shows as the HorizontalPodAutoscaler that KEDA makes for
 * it; one that is paused has none, and leaves the size alone.
 *
 * @param autoscalers all of the target's namespace
 */
export function autoscalersOf(
  target: TargetReference,
  autoscalers: readonly ClusterAutoscaler[],
): readonly ClusterAutoscaler[] {
  return autoscalers.filter(
    (autoscaler) =>
      autoscaler.namespace === target.namespace &&
      autoscaler.target.kind === target.kind &&
      autoscaler.target.name === target.name &&
      groupOf(autoscaler.target.apiVersion) === groupOf(target.apiVersion),
  );
}

/**
 * Who has the size, for a person: `HorizontalPodAutoscaler kong/command`, or
 * `ScaledObject kong/web (by its HorizontalPodAutoscaler keda-hpa-web)`.
 */
export function ownerText({ namespace, name, owner }: ClusterAutoscaler): string {
  return owner === null
    ? `HorizontalPodAutoscaler ${namespace}/${name}`
    : `${owner.kind} ${namespace}/${owner.name} (by its HorizontalPodAutoscaler ${name})`;
}

/** Of whatever somebody has written there: nothing fails on it. */
function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
