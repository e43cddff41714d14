import type { LogHistogram } from '@flyball/core';
import { Deployment, type DeploymentModel, type Pod, type PodCounts } from './deployment/index.ts';
import {
  type AttemptCounts,
  type Outcome,
  type PodHooks,
  QueueEngine,
  type QueueModel,
  RequestEngine,
  type RequestModel,
  type RequestRunner,
} from './requests/index.ts';
import type { ServiceRun, ServiceTotals } from './service-run.ts';

/** A service simulated request by request, with the life of its pods. */
export class RequestService implements ServiceRun {
  readonly #requests: RequestRunner;
  readonly #deployment: Deployment;
  readonly totals: ServiceTotals;

  constructor(requests: RequestModel | QueueModel, deployment: DeploymentModel) {
    const hooks: PodHooks = {
      drained: (pod, now) => this.#deployment.drained(pod, now),
      outOfMemory: (pod, now) => this.#deployment.outOfMemory(pod, now),
    };
    this.#requests =
      'workers' in requests ? new QueueEngine(requests, hooks) : new RequestEngine(requests, hooks);
    this.#deployment = new Deployment(deployment, this.#requests);
    this.totals = totalsOf(this.#requests);
  }

  get now(): number {
    return this.#requests.now;
  }

  advanceTo(limit: number): void {
    for (;;) {
      const next = Math.min(limit, this.#deployment.nextTime);
      this.#requests.advanceTo(next);
      // A pod that has drained or died may have changed what comes next.
      if (this.#requests.now < next) continue;
      if (this.#deployment.nextTime > limit) return;
      this.#deployment.step();
    }
  }

  scaleTo(replicas: number): void {
    this.#deployment.scaleTo(replicas, this.now);
  }

  get pods(): readonly Pod[] {
    return this.#deployment.pods;
  }

  get podVersion(): number {
    return this.#deployment.version;
  }

  get counts(): PodCounts {
    return this.#deployment.counts;
  }

  get inSystem(): number {
    return this.#requests.inSystem;
  }

  get waiting(): number {
    return this.#requests.waiting;
  }

  podCoreTime(slot: number): number {
    return this.#requests.podCoreTime(slot);
  }

  podLoad(slot: number): number {
    return this.#requests.podLoad(slot);
  }

  podTally(slot: number): AttemptCounts {
    return this.#requests.podTally(slot);
  }

  get latency(): LogHistogram {
    return this.#requests.latency;
  }
}

function totalsOf(requests: RequestRunner): ServiceTotals {
  return {
    get attempts() {
      return requests.attempts;
    },
    count: (outcome: Outcome) => requests.tally.count(outcome),
    get latencySum() {
      return requests.tally.latencySum;
    },
    edges: requests.tally.edges,
    cumulative: () => requests.tally.cumulative(),
    get lost() {
      return requests.lost;
    },
    get slow() {
      return requests.slow;
    },
    get inSystemTime() {
      return requests.inSystemTime;
    },
    get coreTime() {
      return requests.coreTime;
    },
  };
}
