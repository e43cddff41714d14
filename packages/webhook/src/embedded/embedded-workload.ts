import type { ContainerRequests, Pod } from '@flyball/core';
import type { TargetReference, TargetScale } from '../ports/index.ts';
import { type EmbeddedPod, isGone, isReady, type PodTimes, showPod } from './embedded-pod.ts';

/** A workload as it is put into the embedded cluster. */
export interface EmbeddedWorkloadSpec extends TargetReference {
  readonly replicas: number;
  /** Labels of its pods, which are its selector too; `app: <name>` unless said otherwise. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly containers?: readonly ContainerRequests[];
  /** One second until a pod is ready, one until it is gone, unless said otherwise. */
  readonly times?: Partial<PodTimes>;
}

const usualTimes: PodTimes = { pendingMs: 0, startupMs: 1_000, terminationMs: 1_000 };

/** What the workload asks of the cluster that it is part of. */
export interface ClusterState {
  /** A new revision, which no object had before. */
  nextRevision(): string;
  nextUid(): string;
}

/**
 * One workload with its pods. Every look at it first does what controllers did since the last one:
 * it makes and stops pods until there are as many as wanted, and writes the status, which changes
 * `resourceVersion` as it does in a real cluster.
 */
export class EmbeddedWorkload {
  readonly reference: TargetReference;
  readonly labels: Readonly<Record<string, string>>;
  readonly uid: string;
  readonly #selector: string;
  readonly #containers: readonly ContainerRequests[];
  readonly #cluster: ClusterState;
  #times: PodTimes;
  #replicas: number;
  #pods: EmbeddedPod[] = [];
  #podsMade = 0;
  #resourceVersion: string;
  /** When the wanted number last changed; null once the controller has seen it. */
  #unseenSince: number | null;
  #status = { replicas: 0, ready: 0 };

  constructor(spec: EmbeddedWorkloadSpec, cluster: ClusterState) {
    const { apiVersion, kind, namespace, name } = spec;
    this.reference = { apiVersion, kind, namespace, name };
    this.labels = spec.labels ?? { app: name };
    this.uid = cluster.nextUid();
    this.#selector = selectorText(this.labels);
    this.#containers = spec.containers ?? [{ name, requests: {} }];
    this.#cluster = cluster;
    this.#times = { ...usualTimes, ...spec.times };
    this.#replicas = spec.replicas;
    // Those that it begins with have been ready for as long as anybody can tell.
    const settled = { ...this.#times, pendingMs: 0, startupMs: 0 };
    this.#pods = Array.from({ length: spec.replicas }, () => this.#makePod(0, settled));
    this.#resourceVersion = cluster.nextRevision();
    this.#unseenSince = null;
    this.#status = { replicas: spec.replicas, ready: spec.replicas };
  }

  scale(now: number): TargetScale {
    this.#settle(now);
    return this.#show();
  }

  /** The scale right after the write: as on a real server, controllers act on it later. */
  write(replicas: number, now: number): TargetScale {
    this.#settle(now);
    if (replicas !== this.#replicas) {
      this.#replicas = replicas;
      this.#resourceVersion = this.#cluster.nextRevision();
      this.#unseenSince = now;
    }
    return this.#show();
  }

  pods(now: number): readonly Pod[] {
    this.#settle(now);
    return this.#pods.map((pod) => showPod(pod, this.labels, this.#containers, now));
  }

  /** Stops a pod as `kubectl delete pod` does; another is made in its place. */
  stopPod(name: string, now: number): boolean {
    this.#settle(now);
    const found = this.#pods.some((pod) => pod.name === name && pod.stoppedAt === null);
    if (found) {
      this.#stop(new Set([name]), now);
      this.#unseenSince = now;
    }
    return found;
  }

  /** How long pods made from now on take. */
  setTimes(times: Partial<PodTimes>, now: number): void {
    this.#settle(now);
    this.#times = { ...this.#times, ...times };
  }

  #settle(now: number): void {
    if (this.#unseenSince !== null) {
      this.#reconcile(this.#unseenSince);
      this.#unseenSince = null;
    }
    this.#pods = this.#pods.filter((pod) => !isGone(pod, now));
    const status = this.#count(now);
    if (status.replicas !== this.#status.replicas || status.ready !== this.#status.ready) {
      this.#status = status;
      this.#resourceVersion = this.#cluster.nextRevision();
    }
  }

  /** What a ReplicaSet does at an instant: of too many pods it stops the unready, then the young. */
  #reconcile(at: number): void {
    const wanted = this.#pods.filter(({ stoppedAt }) => stoppedAt === null);
    const missing = this.#replicas - wanted.length;
    for (let made = 0; made < missing; made++) {
      this.#pods.push(this.#makePod(at, this.#times));
    }
    if (missing >= 0) return;
    const victims = wanted
      .toReversed()
      .toSorted((a, b) => Number(isReady(a, at)) - Number(isReady(b, at)))
      .slice(0, -missing);
    this.#stop(new Set(victims.map(({ name }) => name)), at);
  }

  #stop(names: ReadonlySet<string>, at: number): void {
    this.#pods = this.#pods.map((pod) => (names.has(pod.name) ? { ...pod, stoppedAt: at } : pod));
  }

  #makePod(createdAt: number, times: PodTimes): EmbeddedPod {
    const name = `${this.reference.name}-${suffix(this.#podsMade++)}`;
    return { name, createdAt, times, stoppedAt: null };
  }

  #count(now: number): { readonly replicas: number; readonly ready: number } {
    const wanted = this.#pods.filter(({ stoppedAt }) => stoppedAt === null);
    const ready = wanted.filter((pod) => isReady(pod, now));
    return { replicas: wanted.length, ready: ready.length };
  }

  #show(): TargetScale {
    return {
      specReplicas: this.#replicas,
      statusReplicas: this.#status.replicas,
      selector: this.#selector,
      resourceVersion: this.#resourceVersion,
      uid: this.uid,
    };
  }
}

function selectorText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The letters and digits of Kubernetes' generated names: none that could spell a word. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters, others for each number below 27⁵, as the factor has no divisor in common. */
function suffix(number: number): string {
  let rest = (number * 7_368_787 + 1_299_709) % alphabet.length ** 5;
  let text = '';
  for (let place = 0; place < 5; place++) {
    text += alphabet.charAt(rest % alphabet.length);
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}
