import type { Clock, ScaleTarget, TargetReference } from '../ports/index.ts';
import { EmbeddedAutoscalers } from './embedded-autoscalers.ts';
import { EmbeddedEvents } from './embedded-event-sink.ts';
import { EmbeddedLeases } from './embedded-leases.ts';
import { EmbeddedMemoryStore } from './embedded-memory-store.ts';
import type { PodTimes } from './embedded-pod.ts';
import { EmbeddedPolicyDocuments } from './embedded-policy-documents.ts';
import { embeddedScaleTarget } from './embedded-scale-target.ts';
import {
  type ClusterState,
  EmbeddedWorkload,
  type EmbeddedWorkloadSpec,
} from './embedded-workload.ts';
import type { Faults } from './faults.ts';
import { Workloads } from './workloads.ts';

export interface EmbeddedClusterOptions {
  readonly clock: Clock;
  readonly workloads?: readonly EmbeddedWorkloadSpec[];
  /** What goes wrong; nothing unless said otherwise. */
  readonly faults?: Faults;
}

/**
 * A cluster in memory, behind the ports of the real one: for the start story, demos and tests. It
 * answers as a kube-apiserver does, and has no timers: pods come, become ready and go by the clock
 * that it is given, when somebody looks.
 *
 * ```
 * write 3 → 7 ─► answer: spec 7, status 3
 *        +0 s    pods: 3 ready, 4 Running and not ready;  resourceVersion moves (status.replicas)
 *        +1 s    pods: 7 ready;                           resourceVersion moves (status)
 * ```
 */
export interface EmbeddedCluster {
  readonly target: ScaleTarget;
  readonly events: EmbeddedEvents;
  readonly memory: EmbeddedMemoryStore;
  readonly autoscalers: EmbeddedAutoscalers;
  readonly leases: EmbeddedLeases;
  readonly policies: EmbeddedPolicyDocuments;

  /** Adds a workload; one of the same reference is replaced, with another uid. */
  add(workload: EmbeddedWorkloadSpec): void;
  /** @returns whether it was there */
  remove(target: TargetReference): boolean;
  /** Scales as somebody else does who asks nobody (`kubectl scale`). @returns whether it is there */
  scale(target: TargetReference, replicas: number): boolean;
  /** Deletes a pod, which is replaced. @returns whether it was there and not stopping already */
  stopPod(target: TargetReference, pod: string): boolean;
  /** Changes how long later pods of a workload take. @returns whether the workload is there */
  setPodTimes(target: TargetReference, times: Partial<PodTimes>): boolean;
}

export function createEmbeddedCluster(options: EmbeddedClusterOptions): EmbeddedCluster {
  const { clock, faults = () => null } = options;
  const state = new Counters();
  const workloads = new Workloads();

  const add = (spec: EmbeddedWorkloadSpec): void => {
    workloads.remove(spec);
    workloads.add(new EmbeddedWorkload(spec, state));
  };
  const change = (
    target: TargetReference,
    act: (workload: EmbeddedWorkload, now: number) => boolean,
  ): boolean => {
    const workload = workloads.find(target);
    return workload !== null && act(workload, clock.now());
  };
  for (const workload of options.workloads ?? []) add(workload);

  return {
    target: embeddedScaleTarget(workloads, clock, faults),
    events: new EmbeddedEvents(faults),
    memory: new EmbeddedMemoryStore(faults, () => state.nextRevision()),
    autoscalers: new EmbeddedAutoscalers(state, faults),
    leases: new EmbeddedLeases(clock, faults),
    policies: new EmbeddedPolicyDocuments(clock, state, faults),
    add,
    remove: (target) => workloads.remove(target),
    scale: (target, replicas) =>
      change(target, (workload, now) => {
        workload.write(replicas, now);
        return true;
      }),
    stopPod: (target, pod) => change(target, (workload, now) => workload.stopPod(pod, now)),
    setPodTimes: (target, times) =>
      change(target, (workload, now) => {
        workload.setTimes(times, now);
        return true;
      }),
  };
}

/** One count for all objects, as in etcd: a later write has the greater revision. */
class Counters implements ClusterState {
  #revision = 0;
  #uids = 0;

  nextRevision(): string {
    return String(++this.#revision);
  }

  nextUid(): string {
    return `00000000-0000-4000-8000-${String(++this.#uids).padStart(12, '0')}`;
  }
}
