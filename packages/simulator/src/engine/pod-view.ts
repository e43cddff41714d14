import type { Pod as ObservedPod } from '@flyball/core';
import type { Pod, ServiceRun } from '../service/index.ts';

/** The name of a pod, by that of its workload and its number. */
export function podName(workload: string, serial: number): string {
  return `${workload}-${serial}`;
}

/** What a pod requests, in thousandths of the resource's unit. */
export interface PodRequests {
  readonly cpu: number;
  readonly memory?: number;
}

/**
 * The pods of a service as a controller sees them in the API: names, phases, start times and
 * readiness. The list is made anew only when something about the pods has changed.
 */
export class PodView {
  /** The label selector of the pods, as text. */
  readonly selector: string;
  readonly #service: ServiceRun;
  readonly #workload: string;
  readonly #container: string;
  readonly #startsAt: number;
  readonly #requests: Readonly<Record<string, number>>;
  #version = -1;
  #pods: readonly ObservedPod[] = [];
  #names: readonly string[] = [];

  /** @param names of the workload, by which pods are called, and of the container in each. */
  constructor(
    service: ServiceRun,
    startsAt: number,
    requests: PodRequests,
    { workload, container }: { readonly workload: string; readonly container: string },
  ) {
    this.selector = `app=${workload}`;
    this.#service = service;
    this.#workload = workload;
    this.#container = container;
    this.#startsAt = startsAt;
    this.#requests = { ...requests };
  }

  get pods(): readonly ObservedPod[] {
    this.#refresh();
    return this.#pods;
  }

  /** Their names, in the same order. */
  get names(): readonly string[] {
    this.#refresh();
    return this.#names;
  }

  #refresh(): void {
    const { podVersion, pods } = this.#service;
    if (podVersion === this.#version) return;
    this.#version = podVersion;
    this.#pods = pods.map((pod) => this.#observe(pod));
    this.#names = this.#pods.map(({ name }) => name);
  }

  #observe({ serial, phase, createdAt, startedAt, readyChangedAt, deletedAt }: Pod): ObservedPod {
    const at = (seconds: number): number => this.#startsAt + seconds * 1000;
    const pending = phase === 'unscheduled' || phase === 'pulling';
    return {
      name: podName(this.#workload, serial),
      labels: { app: this.#workload },
      phase: pending ? 'Pending' : 'Running',
      containers: [{ name: this.#container, requests: this.#requests }],
      ...(startedAt !== undefined && {
        startTime: at(startedAt),
        ready: {
          status: phase === 'ready' ? 'True' : 'False',
          lastTransitionTime: at(readyChangedAt ?? startedAt ?? createdAt),
        },
      }),
      ...(deletedAt !== undefined && { deletionTimestamp: at(deletedAt) }),
    };
  }
}
