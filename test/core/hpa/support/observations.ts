import type { Observation, Pod, Reading } from '@flyball/core';

export const START: number = Date.UTC(2026, 0, 1, 13, 11);

export function second(count: number): number {
  return START + count * 1000;
}

/** Pods that have been ready for an hour. */
export function readyPods(count: number): readonly Pod[] {
  return Array.from({ length: count }, (_, i) => readyPod(`web-${i}`));
}

export function readyPod(name: string, more: Partial<Pod> = {}): Pod {
  return {
    name,
    phase: 'Running',
    startTime: START - 3_600_000,
    ready: { status: 'True', lastTransitionTime: START - 3_590_000 },
    containers: [{ name: 'app', requests: { cpu: 500 } }],
    ...more,
  };
}

/** A look at a target whose wanted pods all exist and are ready. */
export function observe(
  at: number,
  replicas: number,
  readings: readonly Reading[],
  pods: readonly Pod[] = readyPods(replicas),
): Observation {
  const scale = { specReplicas: replicas, statusReplicas: replicas, selector: 'app=web' };
  return { at, scale, pods, readings };
}
