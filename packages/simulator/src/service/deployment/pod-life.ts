import type { RandomSource, Sampler } from '../../random/index.ts';
import type { Cluster } from './cluster.ts';
import type { EventQueue } from './event-queue.ts';
import type { Pod } from './pod.ts';

/** How long the steps of a pod's life take, in seconds. */
export interface PodTimes {
  /** From creation until the scheduler has found a node, when one has room. */
  readonly scheduling: Sampler;
  /** For the first pod of a revision on a node; the others find the image there. */
  readonly imagePull: Sampler;
  /** From the start of the container until the application serves. */
  readonly startup: Sampler;
  /** The readiness probe; without one a pod is ready as soon as it serves. */
  readonly readiness?: { readonly initialDelay: number; readonly period: number };
  /** Until the balancer knows that a pod is ready, or is not any more. */
  readonly endpointDelay: number;
  /** A pod begins at a share of its speed and gains the rest over some seconds. */
  readonly warmUp?: { readonly from: number; readonly duration: number };
  /** A deleted pod lives at least so long, as by a `preStop` hook that sleeps. */
  readonly preStop: number;
  /** A deleted pod is killed after so long, whatever it still has. */
  readonly gracePeriod: number;
}

/** Containers that end by themselves. */
export interface CrashModel {
  /** Draws the seconds that a container runs. */
  readonly after: Sampler;
  /** Only containers started from then on, and before `until`. */
  readonly from: number;
  readonly until: number;
}

/** Whoever serves requests with these pods. Its time has come to that of the event when it is called. */
export interface PodActions {
  addPod(slot: number): void;
  setReady(slot: number, ready: boolean): void;
  setSpeed(slot: number, speed: number): void;
  /** Is answered by `Deployment.drained`. */
  drain(slot: number): void;
  crash(slot: number): void;
  removePod(slot: number): void;
}

/** Who is told of what happens to a pod. */
export interface PodOwner {
  /** A pod's readiness has changed. */
  changed(): void;
  /** A pod has ended; its slot is free. */
  ended(pod: Pod): void;
}

const WARM_UP_STEPS = 20;

/** The kubelet's waits before it starts a crashed container again (10 s, doubled, at most 5 min). */
const FIRST_BACKOFF = 10;
const LONGEST_BACKOFF = 300;
/** A container that has run so long begins again with the first wait. */
const HEALTHY_AFTER = 600;

/** What scheduler, node and kubelet do to a pod, from its creation to its end. */
export class PodLife {
  readonly #times: PodTimes;
  readonly #crashes: CrashModel | undefined;
  readonly #cluster: Cluster;
  readonly #events: EventQueue;
  readonly #actions: PodActions;
  readonly #owner: PodOwner;
  readonly #source: RandomSource;
  /** Pods for which no node has room, oldest first. */
  readonly #unplaced: Set<Pod> = new Set();

  constructor(
    model: {
      readonly times: PodTimes;
      readonly crashes?: CrashModel;
      readonly source: RandomSource;
    },
    world: { readonly cluster: Cluster; readonly events: EventQueue; readonly actions: PodActions },
    owner: PodOwner,
  ) {
    this.#times = model.times;
    this.#crashes = model.crashes;
    this.#source = model.source;
    this.#cluster = world.cluster;
    this.#events = world.events;
    this.#actions = world.actions;
    this.#owner = owner;
  }

  /** A pod that is there before the run, warm and ready. */
  beginReady(pod: Pod): void {
    pod.node = this.#cluster.take();
    pod.node?.images.add(pod.revision);
    pod.startedAt = 0;
    pod.runningAt = 0;
    pod.readyChangedAt = 0;
    pod.phase = 'ready';
    this.#actions.setReady(pod.slot, true);
    this.#crashLater(pod);
  }

  /** A pod has been created: the scheduler looks for a node. */
  create(pod: Pod): void {
    this.#later(this.#times.scheduling(), pod, 'unscheduled', () => this.#place(pod));
  }

  /** Nodes have room again. */
  placeWaiting(): void {
    for (const pod of [...this.#unplaced]) this.#place(pod);
  }

  /** A pod is deleted: no new requests once the balancer knows, and an end when it has finished. */
  delete(pod: Pod): void {
    const serving = pod.phase === 'ready';
    this.#unplaced.delete(pod);
    pod.phase = 'terminating';
    pod.deletedAt = this.#events.now;
    if (!serving) {
      this.end(pod);
      return;
    }
    pod.readyChangedAt = this.#events.now;
    this.#later(this.#times.endpointDelay, pod, 'terminating', () => this.#actions.drain(pod.slot));
    this.#later(this.#times.gracePeriod, pod, 'terminating', () => this.end(pod));
  }

  /** A deleted pod has finished its last request. */
  drained(pod: Pod): void {
    const left = (pod.deletedAt ?? 0) + this.#times.preStop - this.#events.now;
    this.#later(Math.max(0, left), pod, 'terminating', () => this.end(pod));
  }

  /** A container has ended by itself, and is started again after a while. */
  crash(pod: Pod): void {
    const now = this.#events.now;
    const lived = now - (pod.runningAt ?? now);
    pod.backoff =
      lived >= HEALTHY_AFTER || pod.backoff === 0
        ? FIRST_BACKOFF
        : Math.min(LONGEST_BACKOFF, 2 * pod.backoff);
    if (pod.phase === 'ready') pod.readyChangedAt = now;
    pod.phase = 'crashed';
    pod.restarts += 1;
    this.#later(pod.backoff, pod, 'crashed', () => this.#start(pod));
    this.#owner.changed();
  }

  /** A pod is gone. */
  end(pod: Pod): void {
    if (pod.node !== undefined) this.#cluster.give(pod.node);
    pod.node = undefined;
    this.#actions.removePod(pod.slot);
    this.#owner.ended(pod);
    this.placeWaiting();
  }

  /** Does something after a while, unless the pod has left its phase or begun it anew by then. */
  #later(delay: number, pod: Pod, phase: Pod['phase'], act: () => void): void {
    const { restarts } = pod;
    this.#events.set(this.#events.now + delay, () => {
      if (pod.phase === phase && pod.restarts === restarts && !pod.gone) act();
    });
  }

  #place(pod: Pod): void {
    const node = this.#cluster.take();
    if (node === undefined) {
      this.#unplaced.add(pod);
      this.#cluster.request(this.#unplaced.size);
      return;
    }
    this.#unplaced.delete(pod);
    pod.node = node;
    pod.startedAt = this.#events.now;
    pod.phase = 'pulling';
    const pull = node.images.has(pod.revision) ? 0 : this.#times.imagePull();
    this.#later(pull, pod, 'pulling', () => {
      node.images.add(pod.revision);
      this.#start(pod);
    });
  }

  #start(pod: Pod): void {
    pod.phase = 'starting';
    pod.runningAt = this.#events.now;
    pod.readyChangedAt ??= this.#events.now;
    const startup = this.#times.startup();
    this.#later(this.#readyAfter(startup), pod, 'starting', () => this.#becomeReady(pod));
    this.#crashLater(pod);
  }

  /** Seconds from the start of the container until a probe has seen the application serve. */
  #readyAfter(startup: number): number {
    const { readiness } = this.#times;
    if (readiness === undefined) return startup;
    const { initialDelay, period } = readiness;
    // Probes run on a beat of their own, which does not know when the container started.
    const phase = this.#source.double() * period;
    const beats = Math.ceil((Math.max(startup, initialDelay) - phase) / period);
    return phase + Math.max(0, beats) * period;
  }

  #becomeReady(pod: Pod): void {
    pod.phase = 'ready';
    pod.readyChangedAt = this.#events.now;
    const { endpointDelay, warmUp } = this.#times;
    this.#later(endpointDelay, pod, 'ready', () => this.#actions.setReady(pod.slot, true));
    if (warmUp !== undefined) this.#warmUp(pod, warmUp);
    this.#owner.changed();
  }

  /** Speed grows in a straight line from readiness on, in steps. */
  #warmUp(pod: Pod, { from, duration }: { from: number; duration: number }): void {
    this.#actions.setSpeed(pod.slot, from);
    for (let step = 1; step <= WARM_UP_STEPS; step += 1) {
      const share = step / WARM_UP_STEPS;
      const speed = from + (1 - from) * share;
      const serving = () => pod.phase === 'ready' || pod.phase === 'terminating';
      const { restarts } = pod;
      this.#events.set(this.#events.now + duration * share, () => {
        if (serving() && pod.restarts === restarts && !pod.gone) {
          this.#actions.setSpeed(pod.slot, speed);
        }
      });
    }
  }

  #crashLater(pod: Pod): void {
    const crashes = this.#crashes;
    const now = this.#events.now;
    if (crashes === undefined || now < crashes.from || now >= crashes.until) return;
    const { restarts } = pod;
    this.#events.set(now + crashes.after(), () => {
      const running = pod.phase === 'starting' || pod.phase === 'ready';
      if (!running || pod.restarts !== restarts || pod.gone) return;
      this.#actions.crash(pod.slot);
      this.crash(pod);
    });
  }
}
