import type { PodSample, Reading } from '@flyball/core';
import type { ServiceRun } from '../../service/index.ts';
import { podName } from '../pod-view.ts';

/** What metrics-server knows of a pod. */
interface Usage {
  readonly at: number;
  readonly coreTime: number;
  readonly startedAt: number;
  /** Cores over the span that ended at `at`; absent until there are two samples. */
  readonly cores?: number;
  readonly memory: number;
}

/**
 * CPU and memory of pods as metrics-server has them: the rate between its last two samples of each
 * running container, and nothing of a pod that has been sampled once.
 */
export class MetricsServer {
  readonly #service: ServiceRun;
  readonly #resolution: number;
  readonly #memoryOf: (slot: number) => number;
  #usage: Map<number, Usage> = new Map();
  #next: number;

  /**
   * @param resolution seconds between samples, 15 by default in its manifests.
   * @param phase of its beat, 0 to below the resolution.
   * @param memoryOf bytes that a pod holds, by its slot.
   */
  constructor(
    service: ServiceRun,
    resolution: number,
    phase: number,
    memoryOf: (slot: number) => number,
  ) {
    this.#service = service;
    this.#resolution = resolution;
    this.#next = phase;
    this.#memoryOf = memoryOf;
  }

  /** When the next sample is due. */
  get nextTime(): number {
    return this.#next;
  }

  /** Takes a sample of all pods; the service has come to its instant. */
  sample(): void {
    const usage = new Map<number, Usage>();
    const at = this.#next;
    for (const { serial, slot, phase, runningAt } of this.#service.pods) {
      if (phase !== 'starting' && phase !== 'ready') continue;
      const startedAt = runningAt ?? at;
      const coreTime = this.#service.podCoreTime(slot);
      const before = this.#usage.get(serial);
      const known = before !== undefined && before.startedAt === startedAt;
      usage.set(serial, {
        at,
        startedAt,
        coreTime,
        memory: this.#memoryOf(slot),
        ...(known && { cores: (coreTime - before.coreTime) / (at - before.at) }),
      });
    }
    this.#usage = usage;
    this.#next += this.#resolution;
  }

  /** The resource metrics API for one resource, as of the last sample. */
  read(resource: string, container: string | null, startsAt: number): Reading {
    const pods: Record<string, PodSample> = {};
    for (const [serial, { at, cores, memory }] of this.#usage) {
      if (cores === undefined) continue;
      const value = resource === 'cpu' ? Math.round(cores * 1000) : Math.round(memory * 1000);
      pods[podName(serial)] = { value, at: startsAt + at * 1000 };
    }
    if (Object.keys(pods).length > 0) return { pods, window: this.#resolution * 1000 };
    const what = container === null ? resource : `${resource} of ${container}`;
    return { error: { message: `no metrics returned from resource metrics API for ${what}` } };
  }
}
