/**
 * Where a pod is in its life:
 *
 * - `unscheduled`: no node has room, or the scheduler has not looked yet;
 * - `pulling`: on a node, its image on the way;
 * - `starting`: its container runs, the application does not serve yet, or no probe has seen it;
 * - `ready`: takes requests;
 * - `crashed`: its container has ended and waits to be started again;
 * - `terminating`: deleted, finishing what it has.
 */
export type PodPhase = 'unscheduled' | 'pulling' | 'starting' | 'ready' | 'crashed' | 'terminating';

/** One pod, as its owner and the kubelet know it. Instants are seconds from the start of the run. */
export interface Pod {
  /** The number under which the engine knows it. */
  readonly slot: number;
  /** Counts all pods of the run from 0. */
  readonly serial: number;
  /** Decides between pods that are otherwise alike, as a UID does. */
  readonly uid: number;
  /** Which rollout it belongs to. */
  readonly revision: number;
  readonly createdAt: number;
  phase: PodPhase;
  node: Node | undefined;
  /** When the kubelet took it. */
  startedAt: number | undefined;
  /** When its container was last started. */
  runningAt: number | undefined;
  /** When its readiness last changed. */
  readyChangedAt: number | undefined;
  deletedAt: number | undefined;
  restarts: number;
  /** Seconds of its last wait for a restart; 0 before the first. */
  backoff: number;
  /** It has ended and is no longer among the pods. */
  gone: boolean;
}

/** A machine. */
export interface Node {
  readonly number: number;
  /** Pods of ours on it. */
  pods: number;
  /** Revisions whose image it has. */
  readonly images: Set<number>;
  /** Since when it has had no pod. */
  emptySince: number;
}
