import type { Pod } from './pod.ts';

/**
 * The pods in the order in which a ReplicaSet deletes them (kubernetes, pkg/controller,
 * ActivePodsWithRanks): without a node first, then pending, then not ready, then those that share
 * their node with most others, then the more recently ready, the more often restarted, the younger.
 * Ages are compared by the power of two that they reach, and by UID within one, as since 1.22.
 */
export function inDeletionOrder(pods: readonly Pod[], now: number): Pod[] {
  return [...pods].sort((a, b) => {
    const difference =
      compare(a.node === undefined, b.node === undefined) ||
      compare(isPending(a), isPending(b)) ||
      compare(a.phase !== 'ready', b.phase !== 'ready') ||
      (b.node?.pods ?? 0) - (a.node?.pods ?? 0) ||
      ageRank(a.readyChangedAt, now) - ageRank(b.readyChangedAt, now) ||
      b.restarts - a.restarts ||
      ageRank(a.createdAt, now) - ageRank(b.createdAt, now);
    return difference || a.uid - b.uid;
  });
}

function isPending({ phase }: Pod): boolean {
  return phase === 'unscheduled' || phase === 'pulling';
}

/** True before false. */
function compare(a: boolean, b: boolean): number {
  return Number(b) - Number(a);
}

/** The power of two, in nanoseconds as the original counts, that an age reaches. */
function ageRank(since: number | undefined, now: number): number {
  const age = since === undefined ? 0 : now - since;
  return age <= 0 ? -1 : Math.floor(Math.log2(age * 1e9));
}
