import type { CompiledBehavior } from '../compiled-behavior.ts';
import type { Recommendation } from '../memory.ts';
import type { StabilizationStep } from '../trace.ts';

/** A size held against recent recommendations. */
export interface Stabilized {
  readonly replicas: number;
  /** The recommendation that may be overwritten: the last that no window reaches; -1 if none. */
  readonly slot: number;
}

/** With `behavior`: within the windows the size moves no further than every recommendation did. */
export function stabilize(
  recommendations: readonly Recommendation[],
  current: number,
  desired: number,
  at: number,
  { scaleUp, scaleDown }: CompiledBehavior,
): Stabilized {
  const upCutoff = at - scaleUp.window;
  const downCutoff = at - scaleDown.window;
  let up = desired;
  let down = desired;
  let slot = -1;
  for (let i = 0; i < recommendations.length; i++) {
    const entry = recommendations[i];
    if (entry === undefined) continue;
    if (entry.at > upCutoff && entry.replicas < up) up = entry.replicas;
    if (entry.at > downCutoff && entry.replicas > down) down = entry.replicas;
    if (entry.at < upCutoff && entry.at < downCutoff) slot = i;
  }
  let replicas = current;
  if (replicas < up) replicas = up;
  if (replicas > down) replicas = down;
  return { replicas, slot };
}

/** Without `behavior`: the largest recommendation of the controller's window, its edge included. */
export function stabilizeDefault(
  recommendations: readonly Recommendation[],
  desired: number,
  at: number,
  window: number,
): Stabilized {
  const cutoff = at - window;
  let replicas = desired;
  let slot = -1;
  for (let i = 0; i < recommendations.length; i++) {
    const entry = recommendations[i];
    if (entry === undefined) continue;
    if (entry.at < cutoff) slot = i;
    else if (entry.replicas > replicas) replicas = entry.replicas;
  }
  return { replicas, slot };
}

/** The recommendation that holds a size away from the desired one, and when it lets go. */
export type Holder = NonNullable<StabilizationStep['picked']>;

/**
 * The last recommendation within the window that keeps the result where it is. The result moves,
 * if nothing else does, when it leaves: `window` after it was made, a millisecond later where the
 * edge of the window is included.
 */
export function findHolder(
  recommendations: readonly Recommendation[],
  {
    desired,
    result,
    at,
  }: { readonly desired: number; readonly result: number; readonly at: number },
  window: number,
  edge: 0 | 1,
): Holder | null {
  let holder: Holder | null = null;
  for (const entry of recommendations) {
    const until = entry.at + window + edge;
    if (until <= at) continue;
    const holds = desired > result ? entry.replicas <= result : entry.replicas >= result;
    if (holds && (holder === null || until > holder.until)) {
      holder = { replicas: entry.replicas, at: entry.at, until };
    }
  }
  return holder;
}
