import type { RandomSource } from '../../random/index.ts';
import { Balancer, type BalancerKind } from './balancer.ts';
import { IndexedHeap } from './indexed-heap.ts';
import { LoadOrder } from './load-order.ts';
import { type Sharing, Station } from './station.ts';

/** How one pod serves requests. */
export interface PodModel {
  /** Most requests in service at once; `Infinity` for no limit. */
  readonly limit: number;
  readonly sharing: Sharing;
  /** Most requests that wait at one pod; `Infinity` for no limit. */
  readonly queueCapacity: number;
}

/**
 * The pods of a service as stations, which of them are ready, and which is done next. Pods are numbers
 * that the caller gives; one that is gone may be given again.
 */
export class PodPool {
  readonly #model: PodModel;
  readonly #balancer: Balancer;
  /** Kept only for the balancer that needs it. */
  readonly #order: LoadOrder = new LoadOrder();
  readonly #ordered: boolean;
  readonly #stations: (Station | undefined)[] = [];
  readonly #ready: boolean[] = [];
  readonly #heap: IndexedHeap = new IndexedHeap();
  readonly #loadOf = (pod: number): number => this.station(pod).load;
  /** Core time and busy time of pods that are gone. */
  #pastCoreTime = 0;
  #pastBusyTime = 0;

  constructor(model: PodModel, balancer: BalancerKind, source: RandomSource) {
    this.#model = model;
    this.#balancer = new Balancer(balancer, source);
    this.#ordered = balancer === 'least-requests';
  }

  get queueCapacity(): number {
    return this.#model.queueCapacity;
  }

  /** Pods that may be given requests. */
  get readyCount(): number {
    return this.#balancer.size;
  }

  /** When the next request is done at any pod. */
  get nextTime(): number {
    return this.#heap.nextTime;
  }

  /** The pod at which it is. */
  get nextPod(): number {
    return this.#heap.next;
  }

  station(pod: number): Station {
    return this.#stations[pod] as Station;
  }

  /** Starts a pod, empty and not ready. */
  add(pod: number): void {
    this.#stations[pod] = new Station(this.#model.limit, this.#model.sharing);
    this.#ready[pod] = false;
  }

  /** Ends a pod, which must be empty. */
  remove(pod: number, now: number): void {
    this.setReady(pod, false);
    this.#pastCoreTime += this.station(pod).coreTime(now);
    this.#pastBusyTime += this.station(pod).busyTime(now);
    this.#stations[pod] = undefined;
    this.#heap.set(pod, Infinity);
  }

  isReady(pod: number): boolean {
    return this.#ready[pod] ?? false;
  }

  setReady(pod: number, ready: boolean): void {
    if (this.isReady(pod) === ready) return;
    this.#ready[pod] = ready;
    if (ready) {
      this.#balancer.add(pod);
      if (this.#ordered) this.#order.add(pod, this.station(pod).load);
    } else {
      this.#balancer.remove(pod);
      if (this.#ordered) this.#order.remove(pod);
    }
  }

  /** A pod for the next request; at least one must be ready. */
  choose(): number {
    return this.#balancer.choose(this.#order, this.#loadOf);
  }

  /** A pod has one request more. */
  raise(pod: number): void {
    if (this.#ordered && this.isReady(pod)) this.#order.raise(pod);
  }

  /** A pod has one request less. */
  lower(pod: number): void {
    if (this.#ordered && this.isReady(pod)) this.#order.lower(pod);
  }

  /** To be called after any change in a pod's service. */
  retime(pod: number): void {
    this.#heap.set(pod, this.station(pod).nextDone);
  }

  /** Requests that wait at pods. */
  get queued(): number {
    return this.#stations.reduce((sum, station) => sum + (station?.queued ?? 0), 0);
  }

  /** Seconds that cores were busy, over all pods there have been. */
  coreTime(now: number): number {
    return this.#stations.reduce(
      (sum, station) => sum + (station?.coreTime(now) ?? 0),
      this.#pastCoreTime,
    );
  }

  /** Seconds that pods were not idle, added up over all pods there have been. */
  busyTime(now: number): number {
    return this.#stations.reduce(
      (sum, station) => sum + (station?.busyTime(now) ?? 0),
      this.#pastBusyTime,
    );
  }
}
