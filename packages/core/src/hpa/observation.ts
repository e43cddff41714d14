import type { Milli } from './milli.ts';

/**
 * Everything that a decision sees of the world at one instant: plain, readonly and serialisable,
 * so that a recorded observation replays to the same decision. Instants are milliseconds since the
 * epoch.
 */
export interface Observation {
  /** The instant of the look. */
  readonly at: number;
  /** What reading the scale subresource answered. */
  readonly scale: ScaleReading;
  /**
   * The pods of the target's namespace, or only those that the scale's selector selects, in the
   * order in which they were listed (the order decides which pod an error names).
   */
  readonly pods: readonly Pod[];
  /** The answer for each entry of `spec.metrics`, in the same order. */
  readonly readings: readonly Reading[];
  /** Other policies of the namespace; two policies that select one pod stop each other. */
  readonly otherPolicies?: readonly OtherPolicy[];
}

/** An error of the API or of a metric source: the API's status reason where it gave one. */
export interface SourceError {
  readonly reason?: string;
  readonly message: string;
}

export type ScaleReading = Scale | UnreadableScale;

/** Why there is no scale. */
export interface UnreadableScale {
  readonly error: SourceError;
  /** The API server does not know the target's kind, so that nothing could be asked. */
  readonly unknownKind?: boolean;
}

/** The scale subresource of the target. */
export interface Scale {
  /** `spec.replicas`: how many are wanted now. */
  readonly specReplicas: number;
  /** `status.replicas`: how many exist, ready or not. */
  readonly statusReplicas: number;
  /** `status.selector`: the label selector of the pods, as text; empty when the target has none. */
  readonly selector: string;
  /**
   * The wanted size under which the readings came about, where that is not `specReplicas`: somebody
   * else has the size, and `specReplicas` is the one that this policy would have. A metric on target
   * asks for this size; windows, policies and bounds go from `specReplicas`.
   */
  readonly sampledReplicas?: number;
}

/** The wanted size under which the readings came about. */
export function sizeOfReadings({ specReplicas, sampledReplicas = specReplicas }: Scale): number {
  return sampledReplicas;
}

/** What a decision needs to know of one pod. `readPod` makes it from a Kubernetes Pod. */
export interface Pod {
  readonly name: string;
  /** Absent when the pod is known to be selected by the scale's selector. */
  readonly labels?: Readonly<Record<string, string>>;
  /** `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown` or empty. */
  readonly phase: string;
  /** Present on a pod that is being deleted. */
  readonly deletionTimestamp?: number;
  /** When the kubelet took the pod. */
  readonly startTime?: number;
  /** The condition `Ready`, absent until the pod has one. */
  readonly ready?: PodReady;
  readonly containers: readonly ContainerRequests[];
  /** Init containers that keep running (`restartPolicy: Always`). */
  readonly sidecars?: readonly ContainerRequests[];
  /**
   * The scheduler's request of the whole pod by resource, overhead included; present only when
   * `spec.resources.requests` names cpu, memory or hugepages.
   */
  readonly podRequests?: Requests;
}

export interface PodReady {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly lastTransitionTime: number;
}

export interface ContainerRequests {
  readonly name: string;
  readonly requests: Requests;
}

/** Requests by resource name, in thousandths of the resource's unit (cpu: millicores). */
export type Requests = Readonly<Record<string, Milli>>;

/**
 * The answer of a metric source: one value (Object), values still to be summed (External), one
 * sample for each pod (Resource, ContainerResource, Pods), or why there is none. A missing reading
 * is never zero.
 */
export type Reading = ValueReading | ValuesReading | PodsReading | MissingReading;

export interface ValueReading {
  readonly value: Milli;
  /** When the value was sampled, where the source says so. */
  readonly at?: number;
}

export interface ValuesReading {
  readonly values: readonly Milli[];
  readonly at?: number;
}

export interface PodsReading {
  /** Samples by pod name. */
  readonly pods: Readonly<Record<string, PodSample>>;
  /** When the samples were taken, unless a sample says otherwise. */
  readonly at?: number;
  /** The span that the samples average over, in milliseconds, unless a sample says otherwise. */
  readonly window?: number;
}

export interface PodSample {
  readonly value: Milli;
  readonly at?: number;
  readonly window?: number;
}

export interface MissingReading {
  readonly error: SourceError;
  /** When the source last had a value, where that is known. */
  readonly at?: number;
}

export interface OtherPolicy {
  readonly name: string;
  /** The label selector of its target, as text. */
  readonly selector: string;
}
