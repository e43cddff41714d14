import type { ClusterEvent } from '@flyball/webhook';

/** The sizes that the workload had, in order, as the events tell them. */
export function replicaPath(initial: number, events: readonly ClusterEvent[]): readonly number[] {
  const sizes = events
    .filter(({ reason }) => reason === 'SuccessfulRescale')
    .map(({ message }) => Number(/^New size: (\d+)/.exec(message)?.[1]));
  return [initial, ...sizes];
}

/**
 * Whether the workload went the way of the tutorial: 102 ms against a target of 40 ms with one pod
 * is ⌈2.56⌉ = 3; then 8, of which four more pods are allowed; then ten at most; and, step by step
 * or at once, back to one.
 */
export function isTutorialPath(path: readonly number[]): boolean {
  const up = [1, 3, 7, 10];
  const down = path.slice(up.length);
  return (
    up.every((size, index) => path[index] === size) &&
    down.at(-1) === 1 &&
    down.every((size, index) => size < (down[index - 1] ?? 10))
  );
}
