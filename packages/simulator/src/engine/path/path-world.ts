import type { DefaultedHorizontalPodAutoscaler } from '@flyball/core';
import type { Beat, ContainerUsage, PathFaults, ScrapeTarget } from '../../path/index.ts';
import type { ServiceRun } from '../../service/index.ts';
import type { BeatSpec } from '../path-spec.ts';
import type { Phases } from './phases.ts';

/** What a path is laid through. */
export interface PathWorld {
  readonly manifest: DefaultedHorizontalPodAutoscaler;
  readonly service: ServiceRun;
  /** What Prometheus finds to scrape; absent where there is nothing. */
  readonly targets: (() => readonly ScrapeTarget[]) | undefined;
  /** The containers that run, as their kubelets know them; milliseconds since the epoch. */
  readonly usage: (at: number) => Iterable<ContainerUsage>;
  /** Of the run, milliseconds since the epoch. */
  readonly startsAt: number;
  readonly phases: Phases;
  readonly draw: () => number;
  readonly faults: PathFaults;
}

/** A beat in milliseconds since the epoch. */
export function beatOf(
  { interval, phase }: BeatSpec = {},
  otherwise: { readonly interval: number; readonly phase: number },
  startsAt: number,
): Beat {
  const seconds = interval ?? otherwise.interval;
  return {
    interval: seconds * 1000,
    phase: startsAt + (phase ?? otherwise.phase * seconds) * 1000,
  };
}
