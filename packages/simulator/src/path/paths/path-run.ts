import { advanceTogether, type Beat, nextEventOf, type Stage, Ticker } from '../timing/index.ts';
import type { PathEvent } from './metrics-path.ts';

/** Says what has happened. */
export type Emit = (event: PathEvent) => void;

/** The stages of a path at work, and what they say. */
export class PathRun {
  readonly #stages: readonly Stage[];
  #events: PathEvent[] = [];

  constructor(make: (emit: Emit) => readonly Stage[]) {
    this.#stages = make((event) => this.#events.push(event));
  }

  nextEventAt(): number {
    return nextEventOf(this.#stages);
  }

  advance(to: number): readonly PathEvent[] {
    this.#events = [];
    advanceTogether(this.#stages, to);
    return this.#events;
  }
}

const SYNC: Beat = { interval: 15_000 };

/** The sync period of the controller of HorizontalPodAutoscalers. */
export function syncStage(beat: Beat | undefined, startedAt: number, emit: Emit): Stage {
  const ticker = new Ticker(beat ?? SYNC, startedAt);
  return {
    nextEventAt: () => ticker.nextEventAt(),
    advance: (to) => {
      for (const at of ticker.advance(to)) emit({ kind: 'look', at, cause: 'sync' });
    },
  };
}
