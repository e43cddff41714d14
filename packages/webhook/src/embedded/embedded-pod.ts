import type { ContainerRequests, Pod } from '@flyball/core';

/** How long the pods of a workload take to come and to go, in milliseconds. */
export interface PodTimes {
  /** From its creation until a pod's containers run. */
  readonly pendingMs: number;
  /** From then on until it is ready; `Infinity` for one that never gets there. */
  readonly startupMs: number;
  /** From the request to stop until it is gone. */
  readonly terminationMs: number;
}

/**
 * A pod of the embedded cluster. Nothing in it moves by itself: what it looks like follows from
 * these instants and the present.
 */
export interface EmbeddedPod {
  readonly name: string;
  readonly createdAt: number;
  readonly times: PodTimes;
  /** When it was asked to stop; null while it is wanted. */
  readonly stoppedAt: number | null;
}

export function isReady(pod: EmbeddedPod, now: number): boolean {
  return now >= readyAt(pod);
}

export function isGone(pod: EmbeddedPod, now: number): boolean {
  return pod.stoppedAt !== null && now >= pod.stoppedAt + pod.times.terminationMs;
}

/** The pod as a list of pods shows it. A pod that terminates stays ready until it is gone. */
export function showPod(
  pod: EmbeddedPod,
  labels: Readonly<Record<string, string>>,
  containers: readonly ContainerRequests[],
  now: number,
): Pod {
  const ready = isReady(pod, now);
  return {
    name: pod.name,
    labels,
    phase: now >= runsAt(pod) ? 'Running' : 'Pending',
    startTime: pod.createdAt,
    ready: {
      status: ready ? 'True' : 'False',
      lastTransitionTime: ready ? readyAt(pod) : pod.createdAt,
    },
    containers,
    ...(pod.stoppedAt === null
      ? {}
      : { deletionTimestamp: pod.stoppedAt + pod.times.terminationMs }),
  };
}

function runsAt({ createdAt, times }: EmbeddedPod): number {
  return createdAt + times.pendingMs;
}

function readyAt(pod: EmbeddedPod): number {
  return runsAt(pod) + pod.times.startupMs;
}
