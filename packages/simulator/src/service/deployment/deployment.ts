import type { RandomSource } from '../../random/index.ts';
import { Cluster, type ClusterModel } from './cluster.ts';
import { EventQueue } from './event-queue.ts';
import type { Pod } from './pod.ts';
import { type CrashModel, type PodActions, PodLife, type PodTimes } from './pod-life.ts';
import { inDeletionOrder } from './victims.ts';

/** A new version, replaced pod by pod. */
export interface Rollout {
  readonly at: number;
  /** Pods beyond the wanted number that it may make, and that may be missing; a number or percent. */
  readonly maxSurge: number | `${number}%`;
  readonly maxUnavailable: number | `${number}%`;
}

/** A set of pods and all that happens to them. Times are seconds from the start of the run. */
export interface DeploymentModel {
  /** Pods that are ready when the run begins. */
  readonly initialReplicas: number;
  readonly times: PodTimes;
  readonly cluster: ClusterModel;
  readonly crashes?: CrashModel;
  readonly rollouts: readonly Rollout[];
  /** For UIDs and the beat of probes. */
  readonly source: RandomSource;
  /** Told of every change. */
  readonly onPods?: OnPods;
}

/** Told whenever the number of pods of any kind may have changed, with the instant. */
export type OnPods = (now: number, counts: PodCounts) => void;

/** How many pods and nodes there are. */
export interface PodCounts {
  /** What was last asked for. */
  readonly desired: number;
  /** Pods that are not being deleted. */
  readonly active: number;
  /** All pods, those being deleted included. */
  readonly existing: number;
  readonly ready: number;
  readonly nodes: number;
}

/**
 * A Deployment with its ReplicaSets: how many pods there should be, and which of them go. What
 * scheduler, nodes and kubelets do to each is in `PodLife`.
 */
export class Deployment {
  readonly #model: DeploymentModel;
  readonly #actions: PodActions;
  readonly #events: EventQueue = new EventQueue();
  readonly #cluster: Cluster;
  readonly #life: PodLife;
  #pods: Pod[] = [];
  #desired: number;
  #revision = 0;
  #rollout: Rollout | undefined;
  #serials = 0;
  readonly #freeSlots: number[] = [];
  #slots = 0;
  #version = 0;
  readonly #onPods: OnPods | undefined;

  constructor(model: DeploymentModel, actions: PodActions) {
    this.#onPods = model.onPods;
    this.#model = model;
    this.#actions = actions;
    this.#desired = model.initialReplicas;
    this.#cluster = new Cluster(model.cluster, this.#events, () => this.#life.placeWaiting());
    this.#life = new PodLife(
      model,
      { cluster: this.#cluster, events: this.#events, actions },
      {
        changed: () => this.#reconcile(),
        ended: (pod) => this.#forget(pod),
      },
    );
    for (const rollout of model.rollouts) {
      this.#events.set(rollout.at, () => {
        this.#revision += 1;
        this.#rollout = rollout;
        this.#reconcile();
      });
    }
    for (let pod = 0; pod < model.initialReplicas; pod += 1) this.#life.beginReady(this.#newPod());
    this.#tell();
  }

  /** When something happens by itself next; `Infinity` when nothing does. */
  get nextTime(): number {
    return this.#events.nextTime;
  }

  /** Lets the next thing happen. */
  step(): void {
    this.#events.step();
    this.#tell();
  }

  /** Changes how many pods there should be. */
  scaleTo(replicas: number, now: number): void {
    this.#events.reach(now);
    this.#desired = replicas;
    this.#reconcile();
    this.#tell();
  }

  /** Grows whenever anything about the pods may have changed. */
  get version(): number {
    return this.#version;
  }

  /** All pods, oldest first. */
  get pods(): readonly Pod[] {
    return this.#pods;
  }

  get counts(): PodCounts {
    let active = 0;
    let ready = 0;
    for (const { phase } of this.#pods) {
      if (phase !== 'terminating') active += 1;
      if (phase === 'ready') ready += 1;
    }
    return {
      desired: this.#desired,
      active,
      existing: this.#pods.length,
      ready,
      nodes: this.#cluster.size,
    };
  }

  /** A deleted pod has finished its last request. */
  drained(slot: number, now: number): void {
    this.#events.reach(now);
    const pod = this.#pods.find((other) => other.slot === slot);
    if (pod !== undefined) this.#life.drained(pod);
  }

  /** A pod was killed for its memory; its requests are gone already. */
  outOfMemory(slot: number, now: number): void {
    this.#events.reach(now);
    const pod = this.#pods.find((other) => other.slot === slot);
    if (pod === undefined) return;
    if (pod.phase === 'terminating') this.#life.end(pod);
    else this.#life.crash(pod);
    this.#tell();
  }

  #tell(): void {
    this.#version += 1;
    this.#onPods?.(this.#events.now, this.counts);
  }

  #reconcile(): void {
    const active = this.#pods.filter(({ phase }) => phase !== 'terminating');
    const old = active.filter(({ revision }) => revision < this.#revision);
    if (this.#rollout !== undefined && old.length > 0) {
      this.#replace(active, old, this.#rollout);
      return;
    }
    this.#rollout = undefined;
    const missing = this.#desired - active.length;
    for (let pod = 0; pod < missing; pod += 1) this.#life.create(this.#newPod());
    if (missing >= 0) return;
    for (const pod of inDeletionOrder(active, this.#events.now).slice(0, -missing)) {
      this.#life.delete(pod);
    }
  }

  /** One step of a rollout: new pods as far as surge allows, old ones away as far as ready ones do. */
  #replace(active: readonly Pod[], old: readonly Pod[], rollout: Rollout): void {
    const surge = share(rollout.maxSurge, this.#desired, Math.ceil);
    const spared = share(rollout.maxUnavailable, this.#desired, Math.floor);
    // Both zero would never move: Kubernetes then takes one away at a time.
    const unavailable = surge === 0 && spared === 0 ? 1 : spared;
    const fresh = active.length - old.length;
    const room = Math.min(this.#desired - fresh, this.#desired + surge - active.length);
    for (let pod = 0; pod < room; pod += 1) this.#life.create(this.#newPod());
    const ready = active.filter(({ phase }) => phase === 'ready').length;
    let spare = ready - (this.#desired - unavailable);
    let removed = false;
    for (const pod of inDeletionOrder(old, this.#events.now)) {
      if (pod.phase === 'ready') {
        if (spare <= 0) break;
        spare -= 1;
      }
      this.#life.delete(pod);
      removed = true;
    }
    // What has gone makes room for more, or ends the rollout.
    if (removed) this.#reconcile();
  }

  #newPod(): Pod {
    const slot = this.#freeSlots.pop() ?? this.#slots;
    if (slot === this.#slots) this.#slots += 1;
    const pod: Pod = {
      slot,
      serial: this.#serials,
      uid: this.#model.source.uint32(),
      revision: this.#revision,
      createdAt: this.#events.now,
      phase: 'unscheduled',
      node: undefined,
      startedAt: undefined,
      runningAt: undefined,
      readyChangedAt: undefined,
      deletedAt: undefined,
      restarts: 0,
      backoff: 0,
      gone: false,
    };
    this.#serials += 1;
    this.#pods.push(pod);
    this.#actions.addPod(slot);
    return pod;
  }

  #forget(pod: Pod): void {
    pod.gone = true;
    this.#pods = this.#pods.filter((other) => other !== pod);
    this.#freeSlots.push(pod.slot);
  }
}

/** A number, or a percentage of a whole rounded as its field is. */
function share(value: number | `${number}%`, whole: number, round: (x: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseFloat(value) * whole) / 100);
}
