import type { Recommendation } from '../memory.ts';

/**
 * More than a controller that looks every 15 s for the longest window (an hour) ever keeps. Beyond
 * it, what no window can pick any more is dropped.
 */
const KEEP_ALL = 300;

/** Writes a recommendation over the given slot, or behind the last if the slot is -1. */
export function record(
  recommendations: readonly Recommendation[],
  slot: number,
  recommendation: Recommendation,
): readonly Recommendation[] {
  const next = recommendations.slice();
  if (slot === -1) next.push(recommendation);
  else next[slot] = recommendation;
  return next.length > KEEP_ALL ? withoutDominated(next) : next;
}

/**
 * A recommendation is picked only as the largest or the smallest of a window, and every window that
 * holds it holds all younger ones. So one that has a younger one at least as large and a younger one
 * at most as large is never picked. What is left is bounded by the sizes in use, not by time.
 */
function withoutDominated(recommendations: readonly Recommendation[]): readonly Recommendation[] {
  const youngestFirst = recommendations.map((entry, slot) => ({ ...entry, slot }));
  youngestFirst.sort((a, b) => b.at - a.at || b.slot - a.slot);
  let largest = Number.NEGATIVE_INFINITY;
  let smallest = Number.POSITIVE_INFINITY;
  const kept = new Set<number>();
  for (const { replicas, slot } of youngestFirst) {
    if (replicas > largest || replicas < smallest) kept.add(slot);
    largest = Math.max(largest, replicas);
    smallest = Math.min(smallest, replicas);
  }
  return recommendations.filter((_, slot) => kept.has(slot));
}
