import type { Sampler } from '../../random/index.ts';
import type { EventQueue } from './event-queue.ts';
import type { Node } from './pod.ts';

/** The machines that pods run on. */
export interface ClusterModel {
  /** Pods of ours that fit on one node; `Infinity` for a cluster that is never full. */
  readonly podsPerNode: number;
  readonly initialNodes: number;
  /** Never fewer, never more. */
  readonly minNodes: number;
  readonly maxNodes: number;
  /** Draws the seconds from asking for a node until it takes pods. */
  readonly provisioning: Sampler;
  /** Seconds after which a node without a pod is given back. */
  readonly removeAfter: number;
}

/**
 * Nodes with room for pods. When there is none a node is asked for and comes later, up to the most
 * there may be; an empty one goes after a while.
 */
export class Cluster {
  readonly #model: ClusterModel;
  readonly #events: EventQueue;
  readonly #onRoom: () => void;
  #nodes: Node[] = [];
  #ordered = 0;
  #numbers = 0;

  /** @param onRoom called when a node has come. */
  constructor(model: ClusterModel, events: EventQueue, onRoom: () => void) {
    this.#model = model;
    this.#events = events;
    this.#onRoom = onRoom;
    for (let node = 0; node < model.initialNodes; node += 1) this.#join();
  }

  /** Nodes that are there, with pods or without. */
  get size(): number {
    return this.#nodes.length;
  }

  /** The node with the most room, on which a pod now counts; `undefined` when all are full. */
  take(): Node | undefined {
    let best: Node | undefined;
    for (const node of this.#nodes) {
      if (node.pods < this.#model.podsPerNode && (best === undefined || node.pods < best.pods)) {
        best = node;
      }
    }
    if (best !== undefined) best.pods += 1;
    return best;
  }

  /** A pod has left its node. */
  give(node: Node): void {
    node.pods -= 1;
    if (node.pods > 0) return;
    const now = this.#events.now;
    node.emptySince = now;
    this.#events.set(now + this.#model.removeAfter, () => {
      const idle = node.pods === 0 && node.emptySince === now;
      if (!idle || this.#nodes.length <= this.#model.minNodes) return;
      this.#nodes = this.#nodes.filter((other) => other !== node);
    });
  }

  /** Asks for as many nodes as so many pods without one need. */
  request(unscheduled: number): void {
    const { podsPerNode, maxNodes, provisioning } = this.#model;
    const needed = Math.ceil(unscheduled / podsPerNode);
    const room = maxNodes - this.#nodes.length;
    while (this.#ordered < Math.min(needed, room)) {
      this.#ordered += 1;
      this.#events.set(this.#events.now + provisioning(), () => {
        this.#ordered -= 1;
        this.#join();
        this.#onRoom();
      });
    }
  }

  #join(): void {
    const emptySince = this.#events.now;
    this.#nodes.push({ number: this.#numbers, pods: 0, images: new Set(), emptySince });
    this.#numbers += 1;
  }
}
