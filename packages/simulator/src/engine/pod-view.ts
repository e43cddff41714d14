import type { Pod as ObservedPod } from '@flyball/core';
import type { Pod, ServiceRun } from '../service/index.ts';

/** The label by which the service's pods are selected. */
export const SELECTOR = 'app=service';

const LABELS: Readonly<Record<string, string>> = { app: 'service' };

const names: string[] = [];

/** The name of a pod, by its number. */
export function podName(serial: number): string {
  names[serial] ??= `service-${serial}`;
  return names[serial];
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
  readonly #service: ServiceRun;
  readonly #startsAt: number;
  readonly #requests: Readonly<Record<string, number>>;
  #version = -1;
  #pods: readonly ObservedPod[] = [];

  constructor(service: ServiceRun, startsAt: number, requests: PodRequests) {
    this.#service = service;
    this.#startsAt = startsAt;
    this.#requests = { ...requests };
  }

  get pods(): readonly ObservedPod[] {
    const { podVersion, pods } = this.#service;
    if (podVersion !== this.#version) {
      this.#version = podVersion;
      this.#pods = pods.map((pod) => this.#observe(pod));
    }
    return this.#pods;
  }

  #observe({ serial, phase, createdAt, startedAt, readyChangedAt, deletedAt }: Pod): ObservedPod {
    const at = (seconds: number): number => this.#startsAt + seconds * 1000;
    const pending = phase === 'unscheduled' || phase === 'pulling';
    return {
      name: podName(serial),
      labels: LABELS,
      phase: pending ? 'Pending' : 'Running',
      containers: [{ name: 'service', requests: this.#requests }],
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
