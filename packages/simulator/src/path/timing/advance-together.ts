/** A process among others, which hands on by itself what comes of it. */
export interface Stage {
  nextEventAt(): number;
  advance(to: number): void;
}

/** When the first of the stages does something. */
export function nextEventOf(stages: readonly Stage[]): number {
  let next = Number.POSITIVE_INFINITY;
  for (const stage of stages) next = Math.min(next, stage.nextEventAt());
  return next;
}

/**
 * Lets time pass for several stages at once, instant by instant. In one instant they act in the
 * order of the list; put what is upstream first.
 */
export function advanceTogether(stages: readonly Stage[], to: number): void {
  for (let next = nextEventOf(stages); next <= to; next = nextEventOf(stages)) {
    for (const stage of stages) stage.advance(next);
  }
}
